"""Days as a user types them: a month, 2023-03, or a day, 2023-03-15."""

import re
from calendar import monthrange
from datetime import date

from etl.errors import SettingError

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")


def first_day(text: str) -> date:
    """The day itself, or the first of the month. Raises SettingError for what is neither."""
    return _read(text, last=False)


def last_day(text: str) -> date:
    """The day itself, or the last of the month. Raises SettingError for what is neither."""
    return _read(text, last=True)


def span(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """The first and the last day of a period, both inclusive. Raises SettingError if it ends before it begins."""
    first = None if since is None else first_day(since)
    last = None if until is None else last_day(until)
    if first and last and last < first:
        raise SettingError(f"A period cannot end on {last}, before it begins on {first}; give --to a later day.")
    return first, last


def overlaps(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    """Do two periods of ISO days share a day? None is open."""
    return (one[0] or "") <= (other[1] or "9999-12-31") and (other[0] or "") <= (one[1] or "9999-12-31")


def _read(text: str, last: bool) -> date:
    found = _DAY.fullmatch(text.strip())
    try:
        if found:
            year, month = int(found[1]), int(found[2])
            return date(year, month, int(found[3] or (monthrange(year, month)[1] if last else 1)))
    except ValueError:
        pass
    raise SettingError(f"'{text}' is no day of the calendar; give it as 2023-03 or 2023-03-15.")
