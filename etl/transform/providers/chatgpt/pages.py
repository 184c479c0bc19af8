"""What the web client of 2026 gets: a conversation's messages as a list, a page of them at a time, and no tree."""

from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.coerce import mapping, text
from etl.transform.providers.issues import Notes
from etl.transform.providers.placement import unused

PART = "only a part of the conversation"


def is_page(raw: Raw) -> bool:
    """Is this such a list, with the head of its conversation?"""
    has_head = isinstance(raw.get("conversation_id"), str) and ("page_info" in raw or "current_node" in raw)
    return has_head and isinstance(raw.get("messages"), list) and not isinstance(raw.get("mapping"), dict)


def nodes_of(raw: Raw, notes: Notes) -> dict[str, Any]:
    """The tree as exports have it: a message stands below the one it names, else below the one before it.

    Pages before and behind this one are noted as missing.
    """
    nodes: dict[str, Any] = {}
    before = None
    listed: Any = raw["messages"]
    for place, message in enumerate(listed):
        own = unused(text(mapping(message).get("id")) or f"missing-{place}", nodes)
        nodes[own] = {"id": own, "message": message, "parent": _parent(mapping(message), before)}
        before = own
    info = mapping(raw.get("page_info"))
    for side, name in (("before", "has_previous_page"), ("behind", "has_next_page")):
        if info.get(name) is True:
            notes.lost(PART, None, f"there are pages {side} this one")
    return nodes


def _parent(message: Any, before: str | None) -> object:
    metadata = mapping(message.get("metadata"))
    for holder in (message, metadata):
        if "parent_id" in holder:
            return holder["parent_id"]
    return before
