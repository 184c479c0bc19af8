"""What a log should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros


def expected(raw: Raw) -> Expectation | None:
    """A row for every event with a message, with the characters of what was typed, or of the text it ends
    with; None without a session."""
    rows = raw.get("rows")
    events = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    named = [row["sessionId"] for row in events if isinstance(row.get("sessionId"), str)]
    if not named:
        return None
    spoken = [row for row in events if isinstance(row.get("message"), dict)]
    agents = [row.get("agentId") for row in spoken]
    is_agent = bool(spoken) and all(row.get("isSidechain") is True for row in spoken) and any(agents)
    name = f"{named[-1]}/{next(one for one in agents if one)}" if is_agent else named[-1]
    told = [_told(row) for row in events]
    heard = [row for row in told if isinstance(row.get("message"), dict) and row.get("type") in ("user", "assistant")]
    all_spoken = [row for row in reversed([*spoken, *heard]) if isinstance(row.get("uuid"), str)]
    found = {row["uuid"]: _characters(row["message"]) for row in all_spoken}
    times = [time for row in events if (time := micros(row.get("timestamp"))) is not None]
    return Expectation(name, max(times, default=None), len(events), found)


def _characters(message: dict[str, Any]) -> int | None:
    content = message.get("content")
    if isinstance(content, str):
        return len(content)
    blocks = [block for block in content if isinstance(block, dict)] if isinstance(content, list) else []
    if message.get("role") != "user":
        last = max((place for place, block in enumerate(blocks) if block.get("type") != "text"), default=-1)
        blocks = blocks[last + 1 :]
    texts = [block.get("text") for block in blocks if block.get("type") == "text"]
    is_plain = len(texts) > 0 and all(isinstance(text, str) and text for text in texts)
    return sum(map(len, texts)) if is_plain else None  # type: ignore[arg-type]


def _told(row: dict[str, Any]) -> dict[str, Any]:
    data = row.get("data") if row.get("type") == "progress" else None
    inner = data.get("message") if isinstance(data, dict) and data.get("type") == "agent_progress" else None
    return inner if isinstance(inner, dict) else {}
