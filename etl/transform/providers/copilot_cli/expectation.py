"""What a session should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from pathlib import PurePosixPath

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros
from etl.transform.providers.plain import characters, dicts, named


def expected(raw: Raw) -> Expectation | None:
    """A row for every message with words, with their characters."""
    rows = dicts(raw.get("rows"))
    datas = [row.get("data") for row in rows]
    held = [one if isinstance(one, dict) else {} for one in datas]
    begun = [one for row, one in zip(rows, held, strict=True) if row.get("type") == "session.start"]
    name = next((own for one in begun if (own := named(one.get("sessionId")))), None)
    member = raw.get("member")
    if name is None and isinstance(member, str):
        place = PurePosixPath(member.replace("\\", "/"))
        name = place.parent.name if place.stem == "events" and place.parent.name else place.stem
    if name is None:
        return None
    found: dict[str, int | None] = {}
    for row, one in reversed(list(zip(rows, held, strict=True))):
        own = named(one.get("messageId")) or named(row.get("id"))
        words = one.get("content", one.get("text"))
        if own and row.get("type") in ("user.message", "assistant.message") and words:
            found[own] = characters(words)
    times = [time for row in rows if (time := micros(row.get("timestamp"))) is not None]
    return Expectation(name, max(times, default=None), len(rows), found)
