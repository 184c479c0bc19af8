"""The sheet of a calendar: a column a week, from Monday down to Sunday, a block of them a year, and what cells mean."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from etl.reporting.charts import svg, text_width
from etl.reporting.charts.daily_amounts import Measure
from etl.reporting.charts.picture import Answer, Drawing, Options
from etl.reporting.formats.humanize import MONTHS, WEEKDAYS

CELL, STEP = 11, 14
LEFT, TOP = 34, 40
_COLUMNS, _MARGIN = 54, 20
YEAR_WIDTH = LEFT + _COLUMNS * STEP
YEAR_HEIGHT = TOP + 7 * STEP
_MIDDLE = (STEP - CELL) / 2
_WORD, _GAP = 10.5, 12
"""The size of words below the years, and what lies between two meanings."""


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
    return Drawing(title, lines[0], YEAR_WIDTH + 2 * _MARGIN, height, svg.join(parts), 56)


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


def foot(ends: Sequence[Decimal], measure: Measure, ramps: Sequence[str], answer: Answer, aside: str) -> svg.Markup:
    """All that stands below the years: what cells mean, and what one has to know of the numbers."""
    remarks = f"Days in {answer.zone}.{aside}"
    if measure.remark:
        remarks += f" {measure.remark.format(prices=answer.prices or 'no table')}"
    second = svg.text(0, 29, remarks, "soft", size=_WORD)
    return svg.join([_levels(ends, measure, ramps), _blank_meaning(measure, answer.slug), second])


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


def _levels(ends: Sequence[Decimal], measure: Measure, ramps: Sequence[str]) -> svg.Markup:
    """A row of squares from Less to More, each with the amounts that it stands for; several ramps side by side."""
    parts = [svg.text(0, 9, "Less", "soft", size=_WORD)]
    x = text_width.width("Less", _WORD) + _GAP
    for number, said in _meanings(ends, measure):
        for ramp in ramps if number else ramps[:1]:
            parts.append(svg.rect(x, 0, CELL, CELL, f"{ramp}{number}", rx=2))
            x += CELL + 3
        parts.append(svg.text(x + 1, 9, said, "soft", size=_WORD))
        x += 1 + text_width.width(said, _WORD) + _GAP
    return svg.join([*parts, svg.text(x, 9, "More", "soft", size=_WORD)])


def _blank_meaning(measure: Measure, slug: str) -> svg.Markup:
    """The other end of the row: what hatched cells mean."""
    words = "no data" if measure.unit else "no data or no price"
    at = YEAR_WIDTH - text_width.width(words, _WORD)
    square = svg.rect(at - CELL - 4, 0, CELL, CELL, "hatched", fill=f"url(#{slug}-hatch)")
    return svg.join([square, svg.text(at, 9, words, "soft", size=_WORD)])


def _meanings(ends: Sequence[Decimal], measure: Measure) -> list[tuple[int, str]]:
    """Each level that some amount can have, in words: from just above the one before it to its own end."""
    meanings, below = [(0, measure.short(Decimal(0)))], Decimal(0)
    for number, end in enumerate(ends, 1):
        if end > below:
            meanings.append((number, _span(below, end, measure)))
        below = end
    return meanings


def _span(below: Decimal, end: Decimal, measure: Measure) -> str:
    if not below and not measure.unit:
        return f"up to {measure.short(end)}"
    first, last = measure.short(below + measure.unit), measure.short(end)
    return last if first == last else f"{first} – {last}"
