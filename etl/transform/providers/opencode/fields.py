"""The shape of a session: what tells that it is opencode's, and the fields it is known to have."""

from collections.abc import Iterator, Mapping
from typing import Any

from etl import assets
from etl.extract.documents import Document
from etl.rows.types import Raw
from etl.transform.providers.coerce import from_json, mapping
from etl.transform.providers.issues import known_names


def recognises(raw: Raw) -> bool:
    """A session by its id, with a list of messages."""
    if not isinstance(raw, dict) or not isinstance(raw.get("messages"), list):
        return False
    own = head(raw).get("id")
    return isinstance(own, str) and own.startswith("ses_")


def head(raw: Raw) -> Mapping[str, Any]:
    """What is said of the session, beside its messages or around them."""
    return mapping(raw.get("info")) or raw


def opens(document: Document) -> bool:
    """The program's own database."""
    tables = document.value.tables if document.form == "database" else {}
    has_messages = {"session_id", "data"} <= tables.get("message", frozenset())
    return has_messages and {"message_id", "data"} <= tables.get("part", frozenset()) and "session" in tables


def conversations(document: Document) -> Iterator[Raw]:
    """The sessions of its database, as the export command prints them. The names of its columns have changed."""
    columns = document.value.tables["session"]
    names = ("parent_id", "directory", "title", "version", "revert")
    told = {name: name if name in columns else "null" for name in names}
    for name in ("created", "updated"):
        told[name] = next((one for one in (f"time_{name}", f"{name}_at") if one in columns), "null")
    for text in document.value.texts(assets.sql("databases")["opencode"].format(**told)):
        raw = from_json(text)
        if isinstance(raw, dict):
            yield raw


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names(
        """info messages lost id slug projectID parentID directory title version time share revert summary permission
        model createdAt updatedAt cost tokens agent workspaceID path metadata"""
    ),
    "message": known_names(
        """id sessionID role time parentID modelID providerID mode agent path cost tokens finish error summary system
        tools model variant format structured createdAt cwd parts"""
    ),
    "content_type": known_names(
        """text reasoning file tool step-start step-finish snapshot patch agent subtask retry compaction"""
    ),
}
"""The fields that sessions of 2025 and 2026 are known to have, by place."""
