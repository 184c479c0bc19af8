"""What a log should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros


def expected(raw: Raw) -> Expectation | None:
    """A row for every event with a message, with the characters of the text it ends with; None without a session."""
    rows = raw.get("rows")
    events = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    named = [row["sessionId"] for row in events if isinstance(row.get("sessionId"), str)]
    if not named:
        return None
    spoken = [row for row in events if isinstance(row.get("message"), dict)]
    agents = [row.get("agentId") for row in spoken]
    is_agent = bool(spoken) and all(row.get("isSidechain") is True for row in spoken) and any(agents)
    name = f"{named[-1]}/{next(one for one in agents if one)}" if is_agent else named[-1]
    found = {row["uuid"]: _characters(row["message"]) for row in reversed(spoken) if isinstance(row.get("uuid"), str)}
    times = [time for row in events if (time := micros(row.get("timestamp"))) is not None]
    return Expectation(name, max(times, default=None), len(events), found)


def _characters(message: dict[str, Any]) -> int | None:
    content = message.get("content")
    if isinstance(content, str):
        return len(content)
    texts: list[str] = []
    for block in reversed(content if isinstance(content, list) else []):
        if not isinstance(block, dict) or block.get("type") != "text" or not isinstance(block.get("text"), str):
            break
        texts.append(block["text"])
    return sum(map(len, texts)) if any(texts) else None
