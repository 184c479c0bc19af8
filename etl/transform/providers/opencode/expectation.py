"""What a session should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros
from etl.transform.providers.plain import dicts, named


def expected(raw: Raw) -> Expectation | None:
    """A row for every message with words, with their characters; none of what is there twice."""
    info = raw.get("info")
    head = info if isinstance(info, dict) and info else raw
    name = named(head.get("id"))
    if name is None:
        return None
    found: dict[str, int | None] = {}
    for one in dicts(raw.get("messages")):
        inner = one.get("info")
        told = inner if isinstance(inner, dict) else one
        own = named(told.get("id"))
        texts = _texts(dicts(one.get("parts")))
        if own:
            found[own] = sum(map(len, texts)) if texts and own not in found else None
    time = head.get("time")
    updated = time.get("updated") if isinstance(time, dict) and "updated" in time else head.get("updatedAt")
    said = {own: size for own, size in found.items() if size is not None}
    return Expectation(name, micros(updated), len(dicts(raw.get("messages"))), said)


def _texts(parts: list[dict[str, Any]]) -> list[str]:
    held = [one for one in parts if one.get("type") == "text"]
    said = [one for one in held if one.get("synthetic") is not True and one.get("ignored") is not True]
    words = [one["text"] for one in said if isinstance(one.get("text"), str)]
    return [one for one in words if one] if len(words) == len(said) else []
