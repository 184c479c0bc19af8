"""The moments of a year that its story tells, as queries/charts/story/moments.sql finds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Row = tuple[str, str | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Moments:
    """What stands out of a year; None and empty where nothing does.

    ``first``: local day and hour of the first message, ``title`` of its chat. ``night``: the evening's day and how many
    messages were written from 22:00 to 5:59, by hour in ``late``. ``quarters``: the model with most answers in each.
    ``streak``: first day and length of the longest run of days. ``hours``: messages by hour. ``tool``: kind and
    calls.
    """

    year: int
    first: tuple[date, int] | None
    title: str | None
    night: tuple[date, int] | None
    late: dict[int, int]
    quarters: dict[int, str]
    streak: tuple[date, int] | None
    hours: dict[int, int]
    tool: tuple[str, int] | None


def moments(rows: Sequence[Row]) -> Moments | None:
    """The moments from the rows of their query; None where there is no message with a time."""
    parts: dict[str, list[tuple[str | None, Decimal | None]]] = {}
    for part, name, number in rows:
        parts.setdefault(part, []).append((name, number))
    if "year" not in parts:
        return None
    tool = _first(parts, "tool")
    return Moments(
        year=int(parts["year"][0][1] or 0),
        first=_dated(parts, "first"),
        title=(parts.get("title") or [(None, None)])[0][0],
        night=_dated(parts, "night"),
        late=_counted(parts, "late"),
        quarters={int(number or 0): str(name) for name, number in parts.get("quarter", [])},
        streak=_dated(parts, "streak"),
        hours=_counted(parts, "hour"),
        tool=(str(tool[0]), int(tool[1] or 0)) if tool else None,
    )


Parts = dict[str, list[tuple[str | None, Decimal | None]]]


def _first(parts: Parts, part: str) -> tuple[str | None, Decimal | None] | None:
    return next(iter(parts.get(part, [])), None)


def _dated(parts: Parts, part: str) -> tuple[date, int] | None:
    found = _first(parts, part)
    return (date.fromisoformat(found[0]), int(found[1] or 0)) if found and found[0] else None


def _counted(parts: Parts, part: str) -> dict[int, int]:
    return {int(name): int(number or 0) for name, number in parts.get(part, []) if name is not None}
