"""What a conversation should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros
from etl.transform.providers.plain import named

_REPORTS = frozenset({"chatgpt_sdk", "venus_widget_state"})
"""What may hold a report, in a message's metadata."""


def expected(raw: Raw) -> Expectation | None:
    """A row for every node with a message, with its characters where it holds ordinary text; None without nodes."""
    nodes, name = raw.get("mapping", _listed(raw)), raw.get("conversation_id") or raw.get("id")
    if not isinstance(nodes, dict) or not isinstance(name, str) or not name:
        return None
    messages = {node: entry["message"] for node, entry in nodes.items() if _has_message(entry)}
    found = {node: _characters(message) for node, message in messages.items()}
    return Expectation(name, micros(raw.get("update_time")), len(nodes), found)


def _listed(raw: Raw) -> object:
    """The messages of the web client's list by their ids; None where these cannot tell them apart."""
    messages = raw.get("messages")
    if not isinstance(messages, list) or not all(isinstance(one, dict) and named(one.get("id")) for one in messages):
        return None
    found = {one["id"]: {"message": one} for one in messages}
    return found if len(found) == len(messages) else None


def _has_message(entry: object) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("message"), dict)


def _characters(message: Any) -> int | None:
    """The length of a message's text, where it consists of ordinary text parts alone."""
    content = message.get("content")
    if not isinstance(content, dict) or content.get("content_type") != "text":
        return None
    parts = content.get("parts")
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        return None
    metadata = message.get("metadata")
    has_report = isinstance(metadata, dict) and not metadata.keys().isdisjoint(_REPORTS)
    is_state = any(part.startswith("The latest state of the widget is:") for part in parts)
    is_elsewhere = not any(parts) and not content.keys() <= {"content_type", "parts"}
    return None if has_report or is_state or is_elsewhere else sum(map(len, parts))
