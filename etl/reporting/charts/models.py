"""Which models answered, month by month, or week by week where it is less than four months."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import cast

from etl.reporting.charts import plot, scales, stack, svg
from etl.reporting.charts.picture import Answer, Chart, Drawing, Options
from etl.reporting.formats import humanize

_WIDTH, _HEIGHT, _LOW = 860, 300, 190
_UNNAMED, _OTHER = "not named by the export", "other models"

_Row = tuple[str, date | None, str, int, Decimal]


def _draw(answer: Answer, options: Options) -> Drawing:
    rows = cast("list[_Row]", answer.rows)
    unit, width = rows[0][0], options.width or _WIDTH
    title = f"Model mix by {unit}" + (", parts of all answers" if options.share else "")
    summary = _summary(rows)
    head, y = plot.heading(title, summary, width - 20)
    days = [row[1] for row in rows if row[1] is not None]
    if not days:
        return Drawing(title, summary, width, y + 24, head, y + 5)
    box = plot.Box(60, y + 26, width - 80, _LOW if options.width else _HEIGHT)
    found = plot.periods(days[0], days[-1], unit)
    bands = _bands([row for row in rows if row[1] is not None], found, options.share)
    spans = [plot.days_of(day, unit) for day in found]
    lines = _lines(bands, options.share)
    drawn, named = stack.columns(box, bands, lines[-1], spans)
    entries = [(svg.rect(0, 0, 12, 12, band.fill, rx=2), band.name) for band in bands if band.name not in named]
    legend, height = plot.legend(60, box.bottom + 48, entries, width - 20)
    grid = plot.amounts(box, lines, (lambda value: f"{value:g} %") if options.share else humanize.short)
    body = svg.join([head, grid, drawn, plot.days(box, found, unit), legend])
    return Drawing(title, summary, width, box.bottom + 56 + height, body, y + 5)


CHART = Chart(title="Model mix", draw=_draw, can_share=True)


def _bands(rows: list[_Row], found: list[date], share: bool) -> list[stack.Band]:
    """A band a model: the most used at the bottom, then the others together, then what has no name."""
    cells = {(row[1], row[2]): row for row in rows}
    totals, sums = _totals(rows), Counter[date | None]()
    for row in rows:
        sums[row[1]] += row[3]
    ranked = sorted(totals, key=lambda name: (name == _UNNAMED, name == _OTHER, -totals[name], name))
    marks = {_UNNAMED: ("blank", "ink"), _OTHER: ("k7", "on")}
    bands = []
    for place, name in enumerate(ranked):
        fill, ink = marks.get(name, (f"k{place}", "on" if place else "on0"))
        column = [cells.get((period, name)) for period in found]
        amounts = tuple(row[3] * (100 / sums[row[1]] if share else 1) if row else 0.0 for row in column)
        bands.append(stack.Band(name, fill, ink, amounts, tuple(_hint(row) if row else "" for row in column)))
    return bands


def _hint(row: _Row) -> str:
    unit, period, model, answers, percent = row
    when = f"week of {period}" if unit == "week" else f"{period:%Y-%m}"
    return f"{when}, {model}: {humanize.count(answers, 'answer')}, {percent} %"


def _lines(bands: list[stack.Band], share: bool) -> list[float]:
    if share:
        return [0.0, 25.0, 50.0, 75.0, 100.0]
    return plot.whole(
        scales.ticks(max(sum(column) for column in zip(*(band.amounts for band in bands), strict=True)), 5)
    )


def _summary(rows: list[_Row]) -> str:
    totals = _totals(rows)
    answers = sum(totals.values())
    named = [name for name in totals if name not in (_UNNAMED, _OTHER)]
    if not named:
        return f"The export does not name the models of {humanize.count(answers, 'answer')}."
    most = min(named, key=lambda name: (-totals[name], name))
    said = f"{most} gave most answers: {totals[most]:,} of {answers:,}, {100 * totals[most] / answers:.0f} %"
    if totals[_UNNAMED]:
        are = "is of a model" if totals[_UNNAMED] == 1 else "are of models"
        said += f"; {totals[_UNNAMED]:,} {are} that the export does not name"
    undated = sum(row[3] for row in rows if row[1] is None)
    return said + (f"; {undated:,} without a time cannot be drawn." if undated else ".")


def _totals(rows: list[_Row]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for row in rows:
        totals[row[2]] += row[3]
    return totals
