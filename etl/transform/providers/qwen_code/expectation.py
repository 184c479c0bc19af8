"""What a log should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from pathlib import PurePosixPath
from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros
from etl.transform.providers.gemini_cli import expectation as gemini_cli
from etl.transform.providers.plain import dicts


def expected(raw: Raw) -> Expectation | None:
    """A row for every event with a message, with the characters of its text where it is nothing else."""
    held = raw.get("rows", [raw])
    heads = [row for row in dicts(held) if isinstance(row.get("projectHash"), str)]
    if heads:
        return gemini_cli.expected({**raw, "rows": [_as_older(row) for row in dicts(held)]})
    rows = raw.get("rows")
    events = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    named = [row["sessionId"] for row in events if isinstance(row.get("sessionId"), str) and row["sessionId"]]
    member = raw.get("member")
    if not named and isinstance(member, str):
        named = [PurePosixPath(member).stem]
    if not named:
        return None
    spoken = [row for row in reversed(events) if isinstance(row.get("message"), dict)]
    found = {row["uuid"]: _characters(row) for row in spoken if isinstance(row.get("uuid"), str) and row["uuid"]}
    times = [time for row in events if (time := micros(row.get("timestamp"))) is not None]
    beside = [row.get("agentId") or "agent" for row in spoken if row.get("isSidechain") is True]
    is_agent = len(beside) == len(spoken) > 0
    name = f"{named[0]}/{next((one for one in reversed(beside) if one != 'agent'), 'agent')}" if is_agent else named[0]
    return Expectation(name, max(times, default=None), len(events), found)


def _as_older(head: dict[str, Any]) -> dict[str, Any]:
    told = [one | ({"type": "gemini"} if one.get("type") == "qwen" else {}) for one in dicts(head.get("messages"))]
    return head | ({"messages": told} if told else {})


def _characters(row: dict[str, Any]) -> int | None:
    parts = row["message"].get("parts")
    held = parts if isinstance(parts, list) else []
    is_plain = bool(held) and all(isinstance(part, dict) and set(part) == {"text"} for part in held)
    texts = [part["text"] for part in held] if is_plain else []
    return sum(map(len, texts)) or None if all(isinstance(one, str) for one in texts) else None
