"""What a log should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros
from etl.transform.providers.plain import named


def expected(raw: Raw) -> Expectation | None:
    """A row for every event with a message, with the characters of what was typed, or of the text it ends
    with; None without a session."""
    rows = raw.get("rows")
    events = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    sessions = [name for row in events if (name := named(row.get("sessionId")))]
    if not sessions:
        return None
    held = [row for row in events if "message" in row]
    agents = [name for row in held if (name := named(row.get("agentId")))]
    is_agent = all(row.get("isSidechain") is True for row in held) and bool(agents)
    name = f"{sessions[-1]}/{agents[0]}" if is_agent else sessions[-1]
    spoken = [row for row in events if _is_spoken(row)]
    told = [_told(row) for row in events]
    heard = [row for row in told if isinstance(row.get("message"), dict) and row.get("type") in ("user", "assistant")]
    all_spoken = [row for row in reversed([*spoken, *heard]) if named(row.get("uuid"))]
    found = {row["uuid"]: _characters(row.get("message")) for row in all_spoken}
    times = [time for row in events if (time := micros(row.get("timestamp"))) is not None]
    return Expectation(name, max(times, default=None), len(events), found)


def _is_spoken(row: dict[str, Any]) -> bool:
    """Is it a message, or words of the program?"""
    if isinstance(row.get("message"), dict):
        return row.get("type") in (None, "user", "assistant")
    return row.get("type") == "system" and named(row.get("content")) is not None


def _characters(message: Any) -> int | None:
    if not isinstance(message, dict):
        return None
    content = message.get("content")
    if isinstance(content, str):
        return len(content)
    blocks = content if isinstance(content, list) else []
    if not all(isinstance(block, dict) for block in blocks):
        return None
    if message.get("role") != "user":
        last = max((place for place, block in enumerate(blocks) if block.get("type") != "text"), default=-1)
        blocks = blocks[last + 1 :]
    texts = [block.get("text") for block in blocks if block.get("type") == "text"]
    is_plain = len(texts) > 0 and all(isinstance(text, str) and text for text in texts)
    return sum(map(len, texts)) if is_plain else None


def _told(row: dict[str, Any]) -> dict[str, Any]:
    data = row.get("data") if row.get("type") == "progress" else None
    inner = data.get("message") if isinstance(data, dict) and data.get("type") == "agent_progress" else None
    return inner if isinstance(inner, dict) else {}
