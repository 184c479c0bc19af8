"""What a conversation should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros
from etl.transform.providers.plain import characters, dicts, named


def expected(raw: Raw) -> Expectation | None:
    """A row for every message, with the characters of its text where it has nothing but one."""
    name = named(raw.get("conversationId"))
    if name is None:
        return None
    waiting = dicts(raw.get("messagesTree")) or dicts(raw.get("messages"))
    found: dict[str, int | None] = {}
    count = 0
    while waiting:
        below: list[dict[str, Any]] = []
        for one in waiting:
            count += 1
            own = named(one.get("messageId"))
            if own:
                told = None if one.get("content") else characters(one.get("text"))
                found[own] = None if own in found else told
            below += dicts(one.get("children"))
        waiting = below
    return Expectation(name, micros(raw.get("updatedAt")), count, found)
