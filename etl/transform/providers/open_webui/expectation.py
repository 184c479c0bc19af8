"""What a chat should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros
from etl.transform.providers.plain import characters, named


def expected(raw: Raw) -> Expectation | None:
    """A row for every message of the tree, with the characters of its content where nothing else tells its words."""
    inner = raw.get("chat")
    told = inner if isinstance(inner, dict) and inner else raw
    name = named(raw.get("id")) or named(told.get("id"))
    tree = told.get("history")
    nodes = tree.get("messages") if isinstance(tree, dict) else None
    if name is None or not isinstance(nodes, dict):
        return None
    held = {own: one for own, one in nodes.items() if isinstance(one, dict)}
    found = {own: _characters(one) for own, one in held.items()}
    return Expectation(name, micros(raw.get("updated_at")), len(nodes), found)


def _characters(held: dict[str, Any]) -> int | None:
    content = held.get("content")
    is_elsewhere = not content and bool(held.get("output"))
    return None if is_elsewhere or (isinstance(content, str) and "<details" in content) else characters(content)
