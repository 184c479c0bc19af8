"""What the levels of a calendar mean."""

from collections.abc import Sequence
from decimal import Decimal

from etl.reporting.charts import svg, text_width
from etl.reporting.charts.calendar_grid import CELL, YEAR_WIDTH
from etl.reporting.charts.measures import Measure
from etl.reporting.charts.picture import Answer

_SIZE = 10.5
_GAP = 12


def levels(ends: Sequence[Decimal], measure: Measure, ramps: Sequence[str]) -> svg.Markup:
    """A row of squares from Less to More, each with the amounts that it stands for; several ramps side by side."""
    parts = [svg.text(0, 9, "Less", "soft", size=_SIZE)]
    x = text_width.width("Less", _SIZE) + _GAP
    for number, said in _meanings(ends, measure):
        for ramp in ramps if number else ramps[:1]:
            parts.append(svg.rect(x, 0, CELL, CELL, f"{ramp}{number}", rx=2))
            x += CELL + 3
        parts.append(svg.text(x + 1, 9, said, "soft", size=_SIZE))
        x += 1 + text_width.width(said, _SIZE) + _GAP
    return svg.join([*parts, svg.text(x, 9, "More", "soft", size=_SIZE)])


def foot(ends: Sequence[Decimal], measure: Measure, ramps: Sequence[str], answer: Answer, aside: str) -> svg.Markup:
    """All that stands below the years: what cells mean, and what one has to know of the numbers."""
    remarks = f"Days in {answer.zone}.{aside}"
    if not measure.unit:
        remarks += f" An estimate, with the prices of {answer.prices or 'no table'}."
    second = svg.text(0, 29, remarks, "soft", size=_SIZE)
    return svg.join([levels(ends, measure, ramps), _blank(measure, answer.slug), second])


def _blank(measure: Measure, slug: str) -> svg.Markup:
    """The other end of the row: what hatched cells mean."""
    words = "no data" if measure.unit else "no data or no price"
    at = YEAR_WIDTH - text_width.width(words, _SIZE)
    square = svg.rect(at - CELL - 4, 0, CELL, CELL, "hatched", fill=f"url(#{slug}-hatch)")
    return svg.join([square, svg.text(at, 9, words, "soft", size=_SIZE)])


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
