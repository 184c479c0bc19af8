"""What a session should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from pathlib import PurePosixPath
from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros


def expected(raw: Raw) -> Expectation | None:
    """A row for every message that is left, with the characters of its text where it is one text."""
    told = raw.get("rows", [raw])
    rows = [row for row in told if isinstance(row, dict)] if isinstance(told, list) else []
    left: dict[str, dict[str, Any]] = {}
    session, member = None, raw.get("member")
    for row in rows:
        changed = row.get("$set")
        if isinstance(changed, dict) and isinstance(changed.get("messages"), list):
            left = _listed(changed["messages"])
        elif "$rewindTo" in row:
            names = list(left)
            left = {name: left[name] for name in names[: names.index(row["$rewindTo"])]} if _is_in(row, left) else {}
        elif isinstance(row.get("id"), str) and _is_written(row):
            left[row["id"]] = row
        elif isinstance(row.get("messages"), list):
            left = _listed(row["messages"])
        if isinstance(row.get("sessionId"), str) and not isinstance(row.get("id"), str):
            session = row["sessionId"]
    if not session and isinstance(member, str):
        session = PurePosixPath(member).stem
    if not session:
        return None
    told = [change.get("lastUpdated") for row in rows for change in (row, row.get("$set")) if isinstance(change, dict)]
    told += [row.get("timestamp") for row in left.values()]
    times = [time for one in told if (time := micros(one)) is not None]
    found = {name: _characters(row) for name, row in left.items() if name and row.get("type") in ("user", "gemini")}
    return Expectation(session, max(times, default=None), len(rows), found)


def _is_written(row: dict[str, Any]) -> bool:
    return isinstance(row.get("type"), str) and (row["type"] in ("user", "gemini") or "content" in row)


def _is_in(row: dict[str, Any], left: dict[str, Any]) -> bool:
    return isinstance(row["$rewindTo"], str) and row["$rewindTo"] in left


def _listed(messages: list[Any]) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in messages if isinstance(one, dict) and isinstance(one.get("id"), str)}


def _characters(row: dict[str, Any]) -> int | None:
    content = row.get("content")
    if row.get("displayContent"):
        return None
    if isinstance(content, str):
        return len(content) or None
    parts = content if isinstance(content, list) else []
    texts = [part.get("text") for part in parts if isinstance(part, dict) and set(part) == {"text"}]
    is_plain = len(texts) == len(parts) > 0 and all(isinstance(one, str) and one for one in texts)
    return sum(map(len, texts)) if is_plain else None  # type: ignore[arg-type]
