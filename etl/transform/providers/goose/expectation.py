"""What a session should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from collections import Counter
from pathlib import PurePosixPath
from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros
from etl.transform.providers.plain import dicts, named


def expected(raw: Raw) -> Expectation | None:
    """A row for every message of nothing but words, with their characters."""
    if "rows" in raw:
        return _of_log(raw)
    name = named(raw.get("id"))
    if name is None:
        return None
    messages = dicts(raw.get("messages"))
    names = Counter(own for one in messages if (own := named(one.get("id"))))
    said = {own: size for one in messages if (own := named(one.get("id"))) and (size := _characters(one))}
    found: dict[str, int | None] = {own: size for own, size in said.items() if names[own] == 1}
    return Expectation(name, micros(raw.get("updated_at")), len(messages), found)


def _of_log(raw: Raw) -> Expectation | None:
    if not named(raw.get("member")):
        return None
    rows = dicts(raw.get("rows"))
    name = PurePosixPath(str(raw.get("member")).replace("\\", "/")).name.partition(".")[0]
    head = next((place for place, row in enumerate(rows) if "working_dir" in row and "role" not in row), None)
    messages = [row for place, row in enumerate(rows) if place != head]
    updated = None if head is None else micros(rows[head].get("updated_at"))
    return Expectation(f"{name}/log", updated, len(messages), {})


def _characters(message: dict[str, Any]) -> int | None:
    content = message.get("content")
    blocks = dicts(content)
    if not isinstance(content, list) or len(blocks) != len(content) or not blocks:
        return None
    words = [block.get("text") for block in blocks if block.get("type") == "text"]
    is_plain = len(words) == len(blocks) and all(isinstance(one, str) and one for one in words)
    return sum(map(len, words)) if is_plain else None  # type: ignore[arg-type]
