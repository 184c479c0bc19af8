"""What stands around a plot: title and summary above, amounts on the left, months or weeks and a legend below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from etl.reporting.charts import svg, text_width
from etl.reporting.formats import humanize

_WORD = 11
_SUMMARY, _LINE = 12, 17
_SPARE = 0.9
"""Of the room a line has, what it takes: where our font is missing, the reader's may be wider."""
_STRIDES = (1, 2, 3, 6, 12)
_ROOM_MONTH, _ROOM_WEEK, _ROOM_YEAR = 30, 52, 34


@dataclass(frozen=True, slots=True)
class Box:
    """Where a plot lies, in pixels; amounts grow upwards from its bottom."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """The y of amount 0."""
        return self.y + self.height


def heading(title: str, summary: str, right: float, left: float = 20) -> tuple[svg.Markup, float]:
    """A title with the summary below it, no wider than up to ``right``; and the y of the last base line."""
    drawn = [svg.text(left, 30, title, "ink strong", size=16)]
    y = 35.0
    for line in wrapped(summary, (right - left) * _SPARE):
        y += _LINE
        drawn.append(svg.text(left, y, line, "soft", size=_SUMMARY))
    return svg.join(drawn), y


def wrapped(words: str, room: float, size: float = _SUMMARY) -> list[str]:
    """A text in lines of at most ``room`` pixels, cut between words; a longer word keeps a line for itself."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width.width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def periods(first: date, last: date, unit: str) -> list[date]:
    """Every month (or week, by its Monday) from the first to the last, those without anything too."""
    found = [first]
    while found[-1] < last:
        newest = found[-1]
        following = date(newest.year + newest.month // 12, newest.month % 12 + 1, 1)
        found.append(newest + timedelta(days=7) if unit == "week" else following)
    return found


def days_of(first: date, unit: str) -> str:
    """The days of a month or week, first and last, as a page looks for their chats."""
    return f"{first}/{periods(first, first + timedelta(days=40), unit)[1] - timedelta(days=1)}"


def amounts(box: Box, values: Sequence[float], named: Callable[[float], str]) -> svg.Markup:
    """Grid lines with their amounts; the last of ``values`` is the top of the box."""
    drawn = []
    for value in values:
        y = box.bottom - box.height * value / (values[-1] or 1)
        drawn.append(svg.line(box.x, y, box.x + box.width, y, "grid" if value else "axis", stroke_width=1))
        drawn.append(svg.text(box.x - 8, y + 4, named(value), "soft", "end", _WORD))
    return svg.join(drawn)


def whole(values: Sequence[float]) -> list[float]:
    """Those of some grid lines that are whole numbers, for what is counted."""
    return [value for value in values if value == int(value)]


def days(box: Box, found: Sequence[date], unit: str) -> svg.Markup:
    """Below a plot: months and years, or the days that weeks begin on, as many as there is room for."""
    column = box.width / len(found)
    drawn, years, free = [], set[int](), box.x - column
    for place, day in enumerate(found):
        middle = box.x + column * (place + 0.5)
        if middle < free or not _is_told(day, column, unit):
            continue
        free = middle + (_ROOM_WEEK if unit == "week" else _ROOM_MONTH)
        drawn.append(svg.text(middle, box.bottom + 18, _named(day, column, unit), "soft", "middle", _WORD))
        if day.year not in years and not _is_years_only(column, unit):
            drawn.append(svg.text(middle, box.bottom + 33, str(day.year), "soft", "middle", _WORD))
        years.add(day.year)
    return svg.join(drawn)


def legend(x: float, y: float, entries: Sequence[tuple[svg.Markup, str]], right: float) -> tuple[svg.Markup, float]:
    """Samples of 12 by 12 pixels with their words, in as many lines as they need up to ``right``; and their height."""
    drawn, left, top = [], x, y
    for sample, label in entries:
        wide = 18 + text_width.width(label, 12) * 1.1 + 14
        if left > x and left + wide > right:
            left, top = x, top + 20
        drawn.append(svg.group([sample, svg.text(18, 10, label, "ink")], left, top))
        left += wide
    return svg.join(drawn), top - y + 20 if entries else 0


def _is_told(day: date, column: float, unit: str) -> bool:
    return unit == "week" or (day.month - 1) % _stride(column) == 0


def _is_years_only(column: float, unit: str) -> bool:
    return unit == "month" and _stride(column) == _STRIDES[-1]


def _stride(column: float) -> int:
    """Every how many months there is room for a name."""
    return next((stride for stride in _STRIDES if stride * column >= _ROOM_YEAR), _STRIDES[-1])


def _named(day: date, column: float, unit: str) -> str:
    if unit == "week":
        return f"{day.day} {humanize.MONTHS[day.month - 1]}"
    return str(day.year) if _is_years_only(column, unit) else humanize.MONTHS[day.month - 1]
