"""What a log should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros


def expected(raw: Raw) -> Expectation | None:
    """A row for every message, under its number or place in the log, with its characters; None without a session."""
    rows = raw.get("rows")
    events = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    held = [row["payload"] if isinstance(row.get("payload"), dict) else row for row in events]
    heads = [one["id"] for row, one in zip(events, held, strict=True) if _is_head(row)]
    named = [name for name in heads[:1] if _is_text(name)]
    threads = [row["thread_id"] for row in events if row.get("type") == "thread.started" and row.get("thread_id")]
    named += [f"{thread}/exec{_first_item(events)}" for thread in threads if isinstance(thread, str)]
    member = raw.get("member")
    if isinstance(member, str) and member:
        named.append(PurePosixPath(member).stem)
    if not named:
        return None
    nodes = _nodes([row.get("ordinal") for row in events])
    spoken = zip(nodes, events, held, strict=True)
    found = {node: _characters(one) for node, row, one in spoken if _is_message(row, one)}
    found |= {node: len(text) for node, row in zip(nodes, events, strict=True) if (text := _said(row)) is not None}
    times = [time for row in events if (time := micros(row.get("timestamp"))) is not None]
    return Expectation(named[0], max(times, default=None), len(events), found)


def _is_head(row: dict[str, Any]) -> bool:
    if row.get("type") == "session_meta":
        return isinstance(row.get("payload"), dict) and "id" in row["payload"]
    is_bare = "type" not in row and "record_type" not in row
    return is_bare and "id" in row and "timestamp" in row and ("instructions" in row or "git" in row)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_message(row: dict[str, Any], held: dict[str, Any]) -> bool:
    """In its envelope, or as the oldest logs have it: by whom, and with a part that is known."""
    if held.get("type") != "message" or held is not row:
        return held.get("type") == "message" and row.get("type") == "response_item"
    content = held.get("content")
    kinds = [part.get("type") for part in content if isinstance(part, dict)] if isinstance(content, list) else []
    return _is_text(held.get("role")) and any(kind in ("input_text", "output_text", "input_image") for kind in kinds)


def _first_item(events: list[dict[str, Any]]) -> str:
    """What tells a run of a session from its others."""
    items = [row["item"] for row in events if isinstance(row.get("item"), dict) and row["item"]]
    if not items:
        return ""
    fields = ["id", "type", "item_type", "text", "command", "query", "message", "server", "tool"]
    told = "\0".join(items[0][field] for field in fields if isinstance(items[0].get(field), str))
    return f"-{blake2b(told.encode('utf-8', 'surrogatepass'), digest_size=4).hexdigest()}"


def _said(row: dict[str, Any]) -> str | None:
    """What an answer or an error that a run printed says."""
    item = row.get("item")
    if row.get("type") != "item.completed" or not isinstance(item, dict):
        return None
    text = item.get({"agent_message": "text", "error": "message"}.get(str(item.get("type")), ""))
    return text if isinstance(text, str) else None


def _characters(message: dict[str, Any]) -> int | None:
    content = message.get("content")
    if not isinstance(content, list):
        return None
    texts = [part.get("text") for part in content if isinstance(part, dict)]
    return sum(len(text) for text in texts if isinstance(text, str))


def _nodes(told: list[Any]) -> list[str]:
    numbers = [one if type(one) is int and abs(one) < 2**31 else None for one in told]
    if all(one is None for one in numbers):
        return [str(place) for place in range(len(told))]
    first: dict[int, int] = {}
    for place, one in enumerate(numbers):
        if one is not None:
            first.setdefault(one, place)
    return [
        f"/{place}" if one is None else str(one) if first[one] == place else f"{one}/{place}"
        for place, one in enumerate(numbers)
    ]
