"""What a conversation should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros


def expected(raw: Raw) -> Expectation | None:
    """A row for every node with a message, with its characters where its last fragment is plain text."""
    nodes, name = raw.get("mapping"), raw.get("id")
    if not isinstance(nodes, dict) or not isinstance(name, str):
        return None
    messages = {node: entry["message"] for node, entry in nodes.items() if _has_message(entry)}
    found = {node: _characters(message) for node, message in messages.items()}
    return Expectation(name, micros(raw.get("updated_at")), len(nodes), found)


def _has_message(entry: object) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("message"), dict)


def _characters(message: Any) -> int | None:
    fragments = message.get("fragments")
    last = fragments[-1] if isinstance(fragments, list) and fragments else None
    if not isinstance(last, dict) or last.get("type") not in ("REQUEST", "RESPONSE", "THINK"):
        return None
    content = last.get("content")
    return len(content) if isinstance(content, str) else None
