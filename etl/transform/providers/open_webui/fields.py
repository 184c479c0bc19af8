"""The shape of a chat: what tells that it is Open WebUI's, and the fields it is known to have."""

from collections.abc import Iterator, Mapping
from typing import Any

from etl import assets
from etl.extract.documents import Document
from etl.rows.types import Raw
from etl.transform.providers.coerce import from_json, items, mapping, text
from etl.transform.providers.issues import known_names
from etl.transform.providers.told import objects


def recognises(raw: Raw) -> bool:
    """A chat, or the row around one: a history with messages by their id."""
    return isinstance(raw, dict) and isinstance(history(raw).get("messages"), dict)


def chat(raw: Raw) -> Mapping[str, Any]:
    """The chat in the row around it, or by itself."""
    return mapping(raw.get("chat")) or raw


def history(raw: Raw) -> Mapping[str, Any]:
    """The tree of a chat."""
    return mapping(chat(raw).get("history"))


def parents(nodes: Mapping[str, Any]) -> Mapping[str, str | None]:
    """The parent of every message: the one that it names, else the one that names it among its children.

    Versions of 2026 saved answers without the name of their question.
    """
    named = {own: text(mapping(held).get("parentId")) for own, held in nodes.items()}
    told = {
        child: own for own, held in nodes.items() for child in items(mapping(held).get("childrenIds")) if text(child)
    }
    return {own: parent or told.get(own) for own, parent in named.items()}


def owner(raw: Raw) -> str | None:
    """The user that the row names."""
    return text(raw.get("user_id"))


def opens(document: Document) -> bool:
    """The program's own database, webui.db."""
    tables = document.value.tables if document.form == "database" else {}
    return bool({"id", "title", "chat", "user_id"} <= tables.get("chat", frozenset()))


def conversations(document: Document) -> Iterator[Raw]:
    """The rows of its table of chats."""
    columns = document.value.tables["chat"]
    names = {name: name for name in ("created_at", "updated_at", "archived", "pinned", "folder_id")}
    # The first versions had one time for both.
    names |= dict.fromkeys(("created_at", "updated_at"), "timestamp") if "created_at" not in columns else {}
    braces = {name: held if held in columns else "null" for name, held in names.items()}
    beside = "chat_id" in document.value.tables.get("chat_message", ())
    braces["rows"] = "(select count(*) from chat_message where chat_message.chat_id = chat.id)" if beside else "null"
    for raw in objects(document.value.texts(assets.sql("databases")["open_webui"].format(**braces))):
        held = raw.get("chat")
        yield raw | {"chat": from_json(held) if isinstance(held, str) else held}


def rows_beside(raw: Raw) -> int:
    """How many messages of the chat the newer table of its database has, which should all be in the chat, too."""
    found = raw.get("_rows")
    return found if isinstance(found, int) else 0


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names(
        """id user_id title chat updated_at created_at share_id archived pinned meta folder_id summary tasks _rows
        current_message_id models params history messages tags timestamp files system last_read_at"""
    ),
    "message": known_names(
        """id parentId childrenIds role content model modelName models modelIdx timestamp usage done files sources
        citations annotation error statusHistory lastSentence userContext info followUps code_executions embeds output
        selectedModelId originalContent merged favorite completedAt reasoning_content"""
    ),
}
"""The fields that exports of 2025 and 2026 are known to have, by place."""
