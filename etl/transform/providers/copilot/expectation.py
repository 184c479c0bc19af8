"""What a conversation should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from hashlib import blake2b

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation
from etl.transform.providers.plain import characters, dicts, named


def expected(raw: Raw) -> Expectation | None:
    """A row for every row, with the characters of its words."""
    rows, activity = dicts(raw.get("activity")), raw.get("activity")
    if not rows or not isinstance(activity, list):
        return None
    told = repr((named(raw.get("title")), named(rows[0].get("time")))).encode("utf-8", "replace")
    placed = [(str(place), row) for place, row in enumerate(activity) if isinstance(row, dict)]
    found = {place: characters(row.get("text")) for place, row in placed}
    return Expectation(blake2b(told, digest_size=12).hexdigest(), None, len(activity), found)
