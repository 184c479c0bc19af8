"""Which time zone a person's days are cut in: the one they chose, else the machine's."""

import os
import time
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from etl.errors import SettingError

Interval = tuple[datetime, datetime, int]
"""From (inclusive), until (exclusive), both naive UTC, and the seconds east of UTC that hold between them."""

_STEP = timedelta(hours=6)


def check_zone(name: str) -> str:
    """The name itself, if zoneinfo knows it. Raises SettingError naming the closest known ones."""
    known = available_timezones()
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
    """The zone this machine is set to, by TZ, /etc/localtime or /etc/timezone; UTC where none says."""
    for name in (os.environ.get("TZ", "").lstrip(":"), _linked(), _written(), *time.tzname):
        if name in available_timezones():
            return name
    return "UTC"


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


def _linked() -> str:
    try:
        target = str(Path("/etc/localtime").readlink())
    except OSError:
        return ""
    return target.rpartition("zoneinfo/")[2]


def _written() -> str:
    try:
        return Path("/etc/timezone").read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


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
