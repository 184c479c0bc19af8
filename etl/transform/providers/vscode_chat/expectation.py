"""What a chat should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.copilot_cli import expectation as copilot_cli
from etl.transform.providers.expectation import Expectation, micros
from etl.transform.providers.plain import characters, dicts, named


def expected(raw: Raw) -> Expectation | None:
    """A row for every request with the characters of what was asked; of a log those that are pushed whole."""
    state = raw
    if "rows" in raw and _is_transcript(raw):
        told = copilot_cli.expected(raw)
        return None if told is None else told._replace(conversation_id=f"{told.conversation_id}/transcript")
    if "rows" in raw:
        rows = dicts(raw.get("rows"))
        begun = max((place for place, row in enumerate(rows) if row.get("kind") == 0), default=None)
        if begun is None or not isinstance(rows[begun].get("v"), dict):
            return None
        state, rows = rows[begun]["v"], rows[begun + 1 :]
        if any(_is_odd(row) for row in rows) or not isinstance(state.get("requests", []), list):
            return None
        pushed = [row.get("v") for row in rows if row.get("kind") == 2 and row.get("k") == ["requests"]]
        state = {**state, "requests": [*dicts(state.get("requests")), *(one for some in pushed for one in dicts(some))]}
    name = named(state.get("sessionId"))
    if name is None:
        return None
    requests = dicts(state.get("requests"))
    found = {own: _characters(one.get("message")) for one in reversed(requests) if (own := named(one.get("requestId")))}
    return Expectation(name, micros(state.get("lastMessageDate")), len(requests), found)


def _is_transcript(raw: Raw) -> bool:
    begun = [row.get("data") for row in dicts(raw.get("rows"))[:100] if row.get("type") == "session.start"]
    return any(isinstance(one, dict) and "vscodeVersion" in one for one in begun)


def _is_odd(row: dict[str, Any]) -> bool:
    """Does a change take requests away, put them elsewhere, or change what was asked?"""
    path = row.get("k")
    is_of_requests = isinstance(path, list) and path[:1] == ["requests"]
    is_push = row.get("kind") == 2 and path == ["requests"] and "i" not in row
    is_inside = isinstance(path, list) and len(path) > 2 and path[2] not in ("message", "requestId")
    return is_of_requests and not (is_push or is_inside)


def _characters(message: object) -> int | None:
    return characters(message.get("text") if isinstance(message, dict) else message)
