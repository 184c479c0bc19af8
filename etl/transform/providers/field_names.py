"""Names of fields: those an export is known to have, and those it has, counted so that a change of the format shows."""

from functools import lru_cache

MOST, LONGEST = 400, 80
"""Names counted of one record, and characters of a name: more has only what is damaged or forged."""


def known(names: str) -> frozenset[str]:
    """Names that stand with spaces between them."""
    return frozenset(names.split())


@lru_cache(maxsize=1024)
def pairs(place: str, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The fields of a record as (place, name), by which they are counted."""
    return tuple((place, name[:LONGEST]) for name in names[:MOST])
