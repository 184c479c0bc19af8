"""The calendar of two vendors: one half of a day's cell each."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from etl.reporting.charts import calendar_grid, daily_amounts, scales, svg
from etl.reporting.charts.daily_amounts import MEASURES, Days
from etl.reporting.charts.picture import Answer, Chart, Drawing, Options
from etl.reporting.formats import humanize

_METRICS = ("messages", "user_messages", "tokens", "cost")
_RAMPS = ("l", "o")


def _draw(answer: Answer, options: Options) -> Drawing:
    measure = MEASURES[options.metric or _METRICS[0]]
    sides = {}
    for vendor, *span in answer.beside:
        rows = [row for row in answer.rows if row[1] == vendor]
        sides[humanize.vendor(str(vendor))] = daily_amounts.read(measure, answer.columns, rows, span)
    ends = scales.quartiles(side.amount(day) for side in sides.values() for day in side.amounts)
    years = sorted({day.year for side in sides.values() for day in side.amounts}, reverse=True)
    blocks = [_year(calendar_grid.chosen(year, options), sides, ends, answer.slug) for year in years]
    title = f"{measure.title}: {' against '.join(sides)}"
    foot = calendar_grid.foot(ends, measure, _RAMPS[: len(sides)], answer, "")
    return calendar_grid.sheet(title, _lines(sides), blocks, foot, answer.slug)


def _lines(sides: dict[str, Days]) -> list[str]:
    """The summary, and how to read the cells."""
    said = [f"{name}: {_total(side)}" for name, side in sides.items()]
    if len(said) < 2:
        return [f"{said[0]}. Nothing else is in this file, so there is nothing to compare it with."]
    first, second = sides
    return [f"{'; '.join(said)}.", f"Upper left half, blue: {first}. Lower right half, orange: {second}."]


def _total(side: Days) -> str:
    days = list(side.amounts)
    return f"{side.summed_on(days)}{side.without_price()}"


def _year(days: Sequence[date], sides: dict[str, Days], ends: Sequence[Decimal], slug: str) -> svg.Markup:
    reached = [day for day in days if any(side.reaches(day) for side in sides.values())]
    outside = sorted(set(days) - set(reached))
    about = " · ".join(f"{name}: {side.summed(days)}" for name, side in sides.items())
    cells = [_cell(day, sides, ends, slug) for day in reached]
    return calendar_grid.year_block(days[0].year, about, [calendar_grid.blank(outside, slug, "no data"), *cells])


def _cell(day: date, sides: dict[str, Days], ends: Sequence[Decimal], slug: str) -> svg.Markup:
    """The halves of a day, which together say both amounts; a whole cell where nothing divides it."""
    hint = f"{day}: {', '.join(f'{name} {side.said(day)}' for name, side in sides.items())}"
    is_quiet = all(side.knows(day) and not side.amount(day) for side in sides.values())
    if is_quiet:
        return svg.rect(*calendar_grid.place(day), calendar_grid.CELL, calendar_grid.CELL, "l0", hint, rx=2)
    shapes = _halves(*calendar_grid.place(day)) if len(sides) > 1 else [_whole(*calendar_grid.place(day))]
    parts = zip(shapes, sides.values(), _RAMPS, strict=False)
    halves = (_part(day, *part, ends, slug) for part in parts)
    return svg.element("g", svg.element("title", hint), *halves, data_days=f"{day}/{day}")


def _part(day: date, shape: str, side: Days, ramp: str, ends: Sequence[Decimal], slug: str) -> svg.Markup:
    if not side.knows(day):
        return svg.path(shape, "hatched", fill=f"url(#{slug}-hatch)")
    return svg.path(shape, f"{ramp}{scales.level(side.amount(day), ends)}")


def _halves(x: float, y: float) -> list[str]:
    """Two triangles with a little between them, rounded where the cell is."""
    near, far = 2, calendar_grid.CELL - 2
    upper = f"M{svg.number(x)} {svg.number(y + calendar_grid.CELL - 1)}v-{far - 1}a2 2 0 0 1 {near}-{near}h{far - 1}z"
    lower = f"M{svg.number(x + calendar_grid.CELL)} {svg.number(y + 1)}v{far - 1}a2 2 0 0 1-{near} {near}h-{far - 1}z"
    return [upper, lower]


def _whole(x: float, y: float) -> str:
    side = svg.number(calendar_grid.CELL)
    return f"M{svg.number(x)} {svg.number(y)}h{side}v{side}h-{side}z"


CHART = Chart("OpenAI against Anthropic", _draw, metrics=_METRICS)
