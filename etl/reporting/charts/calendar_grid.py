"""The sheet of a calendar: a column a week, from Monday down to Sunday, and one block of them a year."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from etl.reporting.charts import svg
from etl.reporting.charts.picture import Drawing, Options
from etl.reporting.formats.humanize import MONTHS, WEEKDAYS

CELL, STEP = 11, 14
LEFT, TOP = 34, 40
_COLUMNS, _MARGIN = 54, 20
YEAR_WIDTH = LEFT + _COLUMNS * STEP
YEAR_HEIGHT = TOP + 7 * STEP
_MIDDLE = (STEP - CELL) / 2


def place(day: date) -> tuple[float, float]:
    """The corner of a day's cell in the block of its year."""
    first = date(day.year, 1, 1)
    column = ((day - first).days + first.weekday()) // 7
    return LEFT + column * STEP, TOP + day.weekday() * STEP


def within(first: date, last: date, options: Options) -> list[date]:
    """Every chosen day from one to another."""
    first, last = max(first, options.since or first), min(last, options.until or last)
    return [first + timedelta(count) for count in range((last - first).days + 1)]


def chosen(year: int, options: Options) -> list[date]:
    """The days of a year that were chosen."""
    return within(date(year, 1, 1), date(year, 12, 31), options)


def sheet(title: str, lines: Sequence[str], blocks: Sequence[str], foot: str, slug: str) -> Drawing:
    """Blocks of years, one below another, under a title and some lines; the first is the summary."""
    head = 52 + 16 * len(lines)
    height = head + len(blocks) * (YEAR_HEIGHT + STEP) + 50
    parts = [
        _hatching(slug),
        svg.text(_MARGIN, 30, title, "ink strong", size=16),
        *(svg.text(_MARGIN, 50 + 16 * i, line, "soft") for i, line in enumerate(lines)),
        *(svg.group([block], _MARGIN, head + i * (YEAR_HEIGHT + STEP)) for i, block in enumerate(blocks)),
        svg.group([foot], _MARGIN, height - 44),
    ]
    return Drawing(title, lines[0], YEAR_WIDTH + 2 * _MARGIN, height, svg.join(parts))


def year_block(year: int, about: str, cells: Iterable[str]) -> svg.Markup:
    """The cells of a year with its number, a line about it, and the names of months and weekdays."""
    heading = [svg.text(LEFT, 12, str(year), "ink strong", size=14), svg.text(LEFT + 46, 12, about, "soft", size=11.5)]
    return svg.join([*heading, *_weekdays(), *_months(year), *cells])


def blank(missing: Iterable[date], slug: str, words: str) -> svg.Markup:
    """Hatched cells of days of which nothing is known; for a block of sheet()."""
    corners = [place(day) for day in missing]
    if not corners:
        return svg.Markup()
    squares = "".join(f"M{svg.number(x)} {svg.number(y)}h{CELL}v{CELL}h-{CELL}z" for x, y in corners)
    return svg.path(squares, "hatched", words, fill=f"url(#{slug}-hatch)")


def _weekdays() -> list[svg.Markup]:
    rows = (0, 2, 4, 6)
    return [svg.text(LEFT - 6, TOP + row * STEP + 9, WEEKDAYS[row], "soft", "end", 9.5) for row in rows]


def _months(year: int) -> list[svg.Markup]:
    """The name over the first whole week of each month, and a line around it."""
    drawn = []
    for month in range(1, 13):
        x, y = place(date(year, month, 1))
        at = x if y == TOP else x + STEP
        drawn.append(svg.text(at, TOP - 7, MONTHS[month - 1], "soft", size=10))
        if month > 1:
            drawn.append(svg.path(_border(x - _MIDDLE, y - _MIDDLE), "grid"))
    return drawn


def _border(x: float, y: float) -> str:
    """Down the left side of a month whose first cell is at (x, y): a stair where it is not a Monday."""
    top, bottom = TOP - _MIDDLE, TOP + 7 * STEP - _MIDDLE
    stair = f"H{svg.number(x + STEP)}V{svg.number(top)}" if y > top else ""
    return f"M{svg.number(x)} {svg.number(bottom)}V{svg.number(y)}{stair}"


def _hatching(slug: str) -> svg.Markup:
    """The pattern that blank() fills its cells with."""
    stroke = svg.line(0, 0, 0, 4, "hatch", stroke_width=1.6)
    pattern = svg.element(
        *("pattern", stroke),
        id=f"{slug}-hatch",
        width=4,
        height=4,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return svg.element("defs", pattern)
