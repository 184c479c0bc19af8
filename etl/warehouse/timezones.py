"""Which time zone a person's days are cut in: the one they chose, else the machine's."""

import logging
import os
import sys
import time
import warnings
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from etl.errors import SettingError

Interval = tuple[datetime, datetime, int]
"""From (inclusive), until (exclusive), both naive UTC, and the seconds east of UTC that hold between them."""

_STEP = timedelta(hours=6)


def check_zone(name: str) -> str:
    """The name itself, if zoneinfo knows it. Raises SettingError naming the closest known ones."""
    known = _known()
    if name in known:
        return name
    by_lower = {zone.lower(): zone for zone in known}
    if name.lower() in by_lower:
        return by_lower[name.lower()]
    cities = {zone.rpartition("/")[2].lower(): zone for zone in sorted(known, reverse=True)}
    wanted = name.lower().replace(" ", "_")
    near = [by_lower[match] for match in get_close_matches(wanted, by_lower, 3)]
    near += [cities[match] for match in get_close_matches(wanted.rpartition("/")[2], cities, 3)]
    hint = f"did you mean {' or '.join(dict.fromkeys(near))}?" if near else "take a name like Europe/Berlin."
    raise SettingError(f"There is no time zone '{name}'; {hint}")


def machine_zone() -> str:
    """The zone this machine is set to: as TZ names it, else as its system does, else one whose clock runs as its own.

    A name that the system tells is taken only where its clock mostly agrees: a container is often given the clock of
    its host under another name.
    """
    told = os.environ.get("TZ")
    if told is not None and told.lstrip(":") in _known():
        return told.lstrip(":")
    name = None if told is not None and not told.lstrip(":").startswith("/") else _named()
    if name in _known() and (sys.platform == "win32" or _likeness(name) > 0.5):
        return name
    return max(_candidates(), key=_likeness)


def intervals(zone: str, days: Iterable[date]) -> list[Interval]:
    """The offsets of a zone over some UTC days, as few intervals as possible, exact to the second.

    Days that were not asked for may be taken into an interval. The first and the last year of the calendar,
    whose local times may lie outside it, are left out.
    """
    info = ZoneInfo(zone)
    found: list[Interval] = []
    for day in sorted(day for day in set(days) if 1 < day.year < 9999):
        for start, end, offset in _steps(info, datetime(day.year, day.month, day.day)):
            if found and found[-1][2] == offset:
                found[-1] = (found[-1][0], end, offset)
            else:
                found.append((start, end, offset))
    return found


@cache
def _known() -> frozenset[str]:
    """The names of zones, without those that mean another zone on another machine, or none: 600 files are looked at."""
    return frozenset(available_timezones() - {"localtime", "Factory"})


def _named() -> str | None:
    """The name of its zone as the system tells it; None where it tells none, or several."""
    import tzlocal

    # What it says of a strange configuration goes to a log, or to stderr, and nobody asked for it.
    logging.getLogger("tzlocal").setLevel(logging.CRITICAL)
    with warnings.catch_warnings(action="ignore"):
        try:
            return tzlocal.get_localzone_name()
        except (AttributeError, LookupError, OSError, ValueError):
            return None


def _candidates() -> list[str]:
    """Every zone, the likelier ones first: UTC, what the clock calls itself (CET), what calls itself as it does."""
    known = sorted(_known(), key=lambda name: (name.startswith(("Antarctica/", "Arctic/")), name))
    own = [name for name in time.tzname if name in known]
    alike = [name for name in known if datetime.now(ZoneInfo(name)).tzname() in time.tzname]
    return ["UTC", *own, *alike, *known]


def _likeness(zone: str) -> float:
    """The share of months, since there has been anything to load, that begin with the offset of the machine's clock."""
    info, last = ZoneInfo(zone), datetime.now(UTC).year
    months = [
        datetime(year, month, 2, tzinfo=UTC) for year in range(2023, max(last, 2023) + 1) for month in range(1, 13)
    ]
    alike = [month.astimezone(info).utcoffset() == month.astimezone().utcoffset() for month in months]
    return sum(alike) / len(alike)


def _steps(info: ZoneInfo, day: datetime) -> Iterable[Interval]:
    """A UTC day in pieces of one offset each: at most one change is looked for in every quarter of it."""
    for quarter in range(4):
        start = day + quarter * _STEP
        last = start + _STEP - timedelta(seconds=1)
        before, after = _offset(info, start), _offset(info, last)
        if before == after:
            yield start, start + _STEP, before
        else:
            change = _change(info, start, last)
            yield start, change, before
            yield change, start + _STEP, after


def _change(info: ZoneInfo, start: datetime, last: datetime) -> datetime:
    """The first second in which the offset is no longer that of ``start``."""
    before = _offset(info, start)
    low, high = 0, int((last - start).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(info, start + timedelta(seconds=middle)) == before:
            low = middle
        else:
            high = middle
    return start + timedelta(seconds=high)


def _offset(info: ZoneInfo, at: datetime) -> int:
    offset = at.replace(tzinfo=UTC).astimezone(info).utcoffset()
    return int(offset.total_seconds()) if offset else 0
