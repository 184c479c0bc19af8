"""Chats of Claude's design product (2026): another envelope around the same blocks, a file each in the export.

A person's words stand also within an answer, where they were typed while the model worked; what automations sent in a
person's name is context; and a message may be stored twice, one below the other. How large the context of a turn was
(turnInputTokens) tells no request's tokens: a turn has several, and names no output.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.coerce import items, mapping, text

ORIGIN = "design"
"""The ``origin`` of such a conversation."""

_LOOKED_AT = 5
_SENDERS = {"user": "human", "human": "human", "assistant": "assistant"}
_CONTENT = frozenset({"content", "contentBlocks"})
_UNTITLED = "Chat"


def is_design(raw: Raw) -> bool:
    """A conversation with messages whose content is an object that holds blocks, and with a uuid."""
    messages = raw.get("messages")
    if "chat_messages" in raw or not isinstance(raw.get("uuid"), str) or not isinstance(messages, list):
        return False
    return any(_is_message(one) for one in islice(messages, _LOOKED_AT))


def as_chat(raw: Raw) -> Raw:
    """The conversation in the shape of conversations.json; what it has beside that is left as it is."""
    chat = items(raw.get("messages"))
    ids = {name for one in chat for name in _ids(one)}
    messages = [_message(one, ids) if isinstance(one, dict) else one for one in chat]
    title, project = text(raw.get("title")), text(mapping(raw.get("project")).get("name"))
    named = project if project and title in (None, _UNTITLED) else title
    return {**raw, "name": named, "platform": ORIGIN, "chat_messages": list(_once(chat, messages))}


def author(raw: Raw) -> str | None:
    """The account that wrote most of a conversation's messages, of equal ones the first."""
    names = [text(mapping(mapping(one).get("content")).get("authorAccountUuid")) for one in items(raw.get("messages"))]
    return next((name for name, _ in Counter(filter(None, names)).most_common(1)), None)


def _is_message(value: object) -> bool:
    held = mapping(value)
    return "role" in held and not _CONTENT.isdisjoint(mapping(held.get("content")))


def _ids(message: object) -> Iterator[str]:
    """The names that a message has: its own, and that of its content."""
    for held in (mapping(message), mapping(mapping(message).get("content"))):
        for place in ("uuid", "id"):
            if name := text(held.get(place)):
                yield name


def _once(chat: Sequence[Any], messages: Sequence[Any]) -> Iterator[Any]:
    """The messages; in the place of one that repeats the one before stands that one again, as no message of its own."""
    first: dict[str, Any] = {}
    for above, raw, message in zip([None, *chat], chat, messages, strict=False):
        if first and _is_again(above, raw):
            first["attachments"] += [one for one in message["attachments"] if one not in first["attachments"]]
            yield dict(first)
        else:
            first = message if isinstance(message, dict) else {}
            yield message


def _is_again(above: object, raw: object) -> bool:
    """Is it what a person sent, with the name and the words of the one before?"""
    one, other = (mapping(mapping(message).get("content")) for message in (above, raw))
    is_same = text(one.get("id")) is not None and all(one.get(name) == other.get(name) for name in ("id", "content"))
    return is_same and mapping(raw).get("role") in ("user", "human")


def _message(raw: Mapping[str, Any], ids: set[str]) -> dict[str, Any]:
    held, role = mapping(raw.get("content")), raw.get("role")
    inner = [one for one in items(held.get("contentBlocks")) if not _is_told(one, ids)]
    blocks = [part for block in inner for part in _blocks(block)]
    words = text(held.get("content")) or text(raw.get("content")) or ""
    files = [
        *items(held.get("attachments")),
        *(file for one in inner for file in items(_typed(one).get("attachments"))),
    ]
    if held.get("pill") is True and words:
        blocks, words = [*blocks, {"type": "injected_prompt_block", "text": words}], ""
    blocks += [
        {"type": name, **mapping(held[name])} for name in ("questionRecord", "questionReceipt") if held.get(name)
    ]
    summary = {"compaction_summary": words} if held.get("kind") == "chat-summary" and not blocks else {}
    return summary | {
        "uuid": raw.get("uuid"),
        "sender": _SENDERS.get(role, role) if isinstance(role, str) else role,
        "text": "" if summary else words,
        "content": blocks,
        "created_at": raw.get("created_at") or held.get("timestamp"),
        "attachments": [_attachment(one) for one in files if one is not None],
    }


def _typed(block: Any) -> Mapping[str, Any]:
    """What a person typed while the model worked, a message within its answer; empty for any other block."""
    held = mapping(block)
    return mapping(held.get("message")) if held.get("type") == "user_interjection" else {}


def _is_told(block: Any, ids: set[str]) -> bool:
    """Does what was typed within an answer stand as a message of its own as well?"""
    return not ids.isdisjoint(name for name in (_typed(block).get("id"), _typed(block).get("uuid")) if name)


def _attachment(file: Any) -> Any:
    """A file in the terms of conversations.json."""
    if isinstance(file, str):
        return {"file_name": file}
    if not isinstance(file, dict) or "file_name" in file:
        return file
    named = text(file.get("name")) or text(file.get("path"))
    return {"file_name": named, "file_type": file.get("type"), "extracted_content": file.get("content")}


def _blocks(block: Any) -> list[Any]:
    """A block in the terms of conversations.json: a call may hold its result. What has no such term stays as it is."""
    held = mapping(block)
    kind = held.get("type")
    if kind == "thinking":
        return [{**held, "thinking": held.get("thinking") or held.get("text") or held.get("content")}]
    if kind == "text":
        return [{**held, "text": held.get("text") or held.get("content")}]
    if typed := _typed(held):
        words = text(typed.get("content")) or text(typed.get("text"))
        return [{"type": kind, "text": words, "id": typed.get("id"), "timestamp": typed.get("timestamp")}]
    if kind != "tool_call":
        return [block]
    inner = mapping(held.get("toolCall")) or held
    name, given = inner.get("name") or inner.get("toolName"), inner.get("input", inner.get("arguments"))
    call = {"type": "tool_use", "id": inner.get("id"), "name": name, "input": given}
    result = inner.get("result", inner.get("output"))
    if result is None:
        return [call]
    return [call, {"type": "tool_result", "tool_use_id": inner.get("id"), "name": name, "content": result}]
