"""Chats of Claude's design product (2026): another envelope around the same blocks, a file each in the export."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.coerce import items, mapping, text

ORIGIN = "design"
"""The ``origin`` of such a conversation."""

_LOOKED_AT = 5
_SENDERS = {"user": "human", "human": "human", "assistant": "assistant"}
_CONTENT = frozenset({"content", "contentBlocks"})


def is_design(raw: Raw) -> bool:
    """A conversation with messages whose content is an object that holds blocks, and with a uuid."""
    messages = raw.get("messages")
    if "chat_messages" in raw or not isinstance(raw.get("uuid"), str) or not isinstance(messages, list):
        return False
    return any(_is_message(one) for one in islice(messages, _LOOKED_AT))


def as_chat(raw: Raw) -> Raw:
    """The conversation in the shape of conversations.json; what it has beside that is left as it is."""
    messages = [_message(one) if isinstance(one, dict) else one for one in items(raw.get("messages"))]
    return {**raw, "name": raw.get("title"), "platform": ORIGIN, "chat_messages": messages}


def _is_message(value: object) -> bool:
    held = mapping(value)
    return "role" in held and not _CONTENT.isdisjoint(mapping(held.get("content")))


def _message(raw: Mapping[str, Any]) -> dict[str, Any]:
    held, role = mapping(raw.get("content")), raw.get("role")
    blocks = [part for block in items(held.get("contentBlocks")) for part in _blocks(block)]
    return {
        "uuid": raw.get("uuid"),
        "sender": _SENDERS.get(role, role) if isinstance(role, str) else role,
        "text": text(held.get("content")) or text(raw.get("content")) or "",
        "content": blocks,
        "created_at": raw.get("created_at") or held.get("timestamp"),
        "attachments": [{"file_name": one} if isinstance(one, str) else one for one in items(held.get("attachments"))],
    }


def _blocks(block: Any) -> list[Any]:
    """A block in the terms of conversations.json: a call may hold its result. What has no such term stays as it is."""
    held = mapping(block)
    kind = held.get("type")
    if kind == "thinking":
        return [{**held, "thinking": held.get("thinking") or held.get("text") or held.get("content")}]
    if kind == "text":
        return [{**held, "text": held.get("text") or held.get("content")}]
    if kind != "tool_call":
        return [block]
    inner = mapping(held.get("toolCall")) or held
    name, given = inner.get("name") or inner.get("toolName"), inner.get("input", inner.get("arguments"))
    call = {"type": "tool_use", "id": inner.get("id"), "name": name, "input": given}
    result = inner.get("result", inner.get("output"))
    if result is None:
        return [call]
    return [call, {"type": "tool_result", "tool_use_id": inner.get("id"), "name": name, "content": result}]
