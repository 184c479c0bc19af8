"""A year of days as a calendar: a column a week, Monday first, darker or brighter the more was written."""

from collections.abc import Sequence
from datetime import date, timedelta

from etl.reporting.formats.humanize import MONTHS
from etl.reporting.formats.terminal.palette import Ink, Line

_WEEKS = 53
_MARGIN = 4
_WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")


def heatmap(rows: Sequence[tuple[object, ...]], width: int, ink: Ink) -> list[Line]:
    """``rows``: day, messages of the user, and the first day of all data; a day without a row had none.

    Days before the first and after the last are blank. Levels are the quarters of the days with messages.
    """
    counts = {day: number for day, number, _ in rows if isinstance(day, date) and isinstance(number, int)}
    first = rows[0][2] if rows else None
    if not counts or not isinstance(first, date):
        return []
    last = max(counts)
    cell = 2 if width >= _MARGIN + 2 * _WEEKS else 1
    weeks = min(_WEEKS, (width - _MARGIN) // cell)
    start = last - timedelta(days=last.weekday(), weeks=weeks - 1)
    first = max(first, start)
    limits = _limits([number for day, number in counts.items() if day >= start and number])
    lines: list[Line] = [[(_headline(first, last), "bold")], [(" " * _MARGIN + _months(start, weeks, cell), "")]]
    for weekday, name in enumerate(_WEEKDAYS):
        days = [start + timedelta(days=weekday, weeks=week) for week in range(weeks)]
        levels = [_level(counts.get(day, 0), limits) if first <= day <= last else None for day in days]
        lines.append([(f"{name:{_MARGIN}}", ""), *(_cell(level, cell, ink) for level in levels)])
    return [*lines, _legend(limits, ink)]


def _headline(first: date, last: date) -> str:
    return f"My messages, day by day, {first.isoformat()} to {last.isoformat()}"


def _months(start: date, weeks: int, cell: int) -> str:
    """The names of the months, each above the week with its first day, where there is room."""
    line = ""
    for week in range(weeks):
        sunday = start + timedelta(days=6, weeks=week)
        if sunday.day <= 7 and (not line or len(line) < week * cell) and week * cell + 3 <= weeks * cell:
            line = line.ljust(week * cell) + MONTHS[sunday.month - 1]
    return line


def _limits(numbers: list[int]) -> list[int]:
    """The least number of each level above the first: the quarters of the days, as far as they differ."""
    ranked = sorted(numbers)
    return sorted({ranked[len(ranked) * part // 4] for part in (1, 2, 3)} - {ranked[0]}) if ranked else []


def _level(number: int, limits: list[int]) -> int:
    reached = sum(number >= limit for limit in limits)
    return 1 + 3 * reached // max(1, len(limits)) if number else 0


def _cell(level: int | None, width: int, ink: Ink) -> tuple[str, str]:
    if level is None:
        return " " * width, ""
    return ink.levels[level].ljust(width), ink.colours[level] if ink.colours else ""


def _legend(limits: list[int], ink: Ink) -> Line:
    steps = [_cell(level, 2, ink) for level in range(len(ink.levels))]
    most = f" {limits[-1]:,} and more" if limits else " more"
    return [(" " * _MARGIN + "none ", ""), *steps[:-1], (steps[-1][0].rstrip(), steps[-1][1]), (most, "")]
