"""What a conversation should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros

_PLAIN = ("RESPONSE", "TEMPLATE_RESPONSE", "THINK")


def expected(raw: Raw) -> Expectation | None:
    """A row for every node with a message, with the characters of what was asked, or of its last fragment if plain."""
    nodes, name = raw.get("mapping"), raw.get("id")
    if not isinstance(nodes, dict) or not isinstance(name, str) or not name:
        return None
    messages = {node: entry["message"] for node, entry in nodes.items() if _has_message(entry)}
    found = {node: _characters(message) for node, message in messages.items()}
    return Expectation(name, micros(raw.get("updated_at")), len(nodes), found)


def _has_message(entry: object) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("message"), dict)


def _characters(message: Any) -> int | None:
    fragments = message.get("fragments")
    held = [one for one in fragments if isinstance(one, dict)] if isinstance(fragments, list) else []
    asked = [one.get("content") for one in held if one.get("type") == "REQUEST"]
    if asked:
        words = [one for one in asked if one]
        # Several are joined by line ends, which count here: the row's text is one piece.
        return sum(map(len, words)) + len(words) - 1 if words and all(isinstance(one, str) for one in words) else None
    if not held or held[-1] is not fragments[-1] or held[-1].get("type") not in _PLAIN:
        return None
    content = held[-1].get("content")
    return len(content) if isinstance(content, str) else None
