"""What a conversation should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from pathlib import PurePosixPath

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros
from etl.transform.providers.plain import characters, dicts, named


def expected(raw: Raw) -> Expectation | None:
    """A row for the first turn of every number, with what was asked; of activity as many cells as there are."""
    if "cells" in raw:
        name = named(raw.get("chat"))
        return None if name is None else Expectation(name, None, len(dicts(raw["cells"])), {})
    member = raw.get("member")
    if not isinstance(member, str):
        return None
    turns = dicts(raw.get("conversation_turns"))
    found: dict[str, int | None] = {}
    for one in turns:
        asked, said = one.get("user_turn"), one.get("system_turn")
        held = asked if isinstance(asked, dict) else said
        if isinstance(held, dict) and type(held.get("turn_index")) is int:
            words = characters(asked.get("prompt")) if isinstance(asked, dict) else None
            found.setdefault(str(held["turn_index"]), words)
    name = PurePosixPath(member.replace("\\", "/")).stem
    return Expectation(name, micros(raw.get("last_modification_time")), len(turns), found)
