"""What a conversation should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from pathlib import PurePosixPath

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros
from etl.transform.providers.plain import characters, dicts, named

_TURNS = ("user_turn", "system_turn")


def expected(raw: Raw) -> Expectation | None:
    """A row for the first turn of every number, with what was asked; of activity as many cells as there are."""
    if "cells" in raw:
        name = named(raw.get("chat"))
        return None if name is None else Expectation(name, None, len(dicts(raw["cells"])), {})
    member = raw.get("member")
    if not isinstance(member, str) or not member:
        return None
    listed = raw.get("conversation_turns")
    turns = listed if isinstance(listed, list) else []
    found: dict[str, int | None] = {}
    for place, one in enumerate(turns):
        told = one if isinstance(one, dict) else {}
        asked, said = ({**held} if isinstance(held := told.get(name), dict) else {} for name in _TURNS)
        if asked or said:
            number = (asked or said).get("turn_index")
            own = str(number if type(number) is int and abs(number) < 2**31 else place)
            found.setdefault(own, characters(asked.get("prompt")))
    name = PurePosixPath(member.replace("\\", "/")).stem
    return Expectation(name, micros(raw.get("last_modification_time")), len(turns), found)
