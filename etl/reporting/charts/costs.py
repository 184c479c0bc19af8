"""What each month would have cost on the API, vendor by vendor, against the line of the plan that was paid."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple, cast

from etl.reporting.charts import cost_months, plot, scales, svg, text_width
from etl.reporting.charts.cost_months import Month
from etl.reporting.charts.picture import Answer, Chart, Drawing, Options
from etl.reporting.formats import humanize

_WIDTH, _LEFT = 860, 72
_PANEL, _LOW, _UNKNOWN = 210, 160, 24
"""How high a vendor's plot is, in a narrow chart, and that of one of whom no amount is known."""
_OVER, _UNDER, _UNPLANNED, _PLAIN = "l4", "l2", "k7", "l3"
_LABELS = {
    _UNDER: "at most the plan",
    _OVER: "more than the plan",
    _UNPLANNED: "no plan",
    _PLAIN: "on the API",
}
_HIGHEST = 2
"""How many times as high as bars and fees a plot may be for the whiskers; those that are longer leave it at the top."""
_TITLE = "Cost on the API, month by month"


class _Bar(NamedTuple):
    """A month that has its place in time, and the class of its bar."""

    day: date
    month: Month
    fill: str


def _draw(answer: Answer, options: Options) -> Drawing:
    width = options.width or _WIDTH
    months = [Month(*cast("tuple[Any, ...]", row)) for row in answer.rows]
    summary = cost_months.sentence(months, is_for_account=options.account is not None)
    head, y = plot.heading(_TITLE, summary, width - 20)
    top = y + 5
    is_planned = any(month.usd_fee is not None for month in months)
    bars = [_Bar(row.month, row, _fill(row, is_planned)) for row in months if row.month is not None]
    if not bars:
        return Drawing(_TITLE, summary, width, y + 24, head, top)
    found = plot.periods(min(bar.day for bar in bars), max(bar.day for bar in bars), "month")
    drawn = [head]
    vendors = [(vendor, list(rows)) for vendor, rows in groupby(bars, key=lambda bar: bar.month.vendor)]
    apart = len({_lines(rows)[-1] for _, rows in vendors if _most(rows)}) > 1
    for vendor, rows in vendors:
        high = (_LOW if options.width else _PANEL) if _most(rows) else _UNKNOWN
        box = plot.Box(_LEFT, y + (52 if len(vendors) > 1 else 28), width - _LEFT - 20, high)
        if len(vendors) > 1:
            drawn.append(_named(vendor, y + 34, apart and bool(_most(rows))))
        drawn.append(_panel(box, rows, found))
        y = box.bottom + 16
    drawn.append(plot.days(plot.Box(_LEFT, y - 16, width - _LEFT - 20, 0), found, "month"))
    legend, height = plot.legend(_LEFT, y + 34, _legend(bars), width - 20)
    return Drawing(_TITLE, summary, width, y + 42 + height, svg.join([*drawn, legend]), top)


CHART = Chart(title="Cost by month", draw=_draw)


def _named(vendor: str, y: float, is_apart: bool) -> svg.Markup:
    """A vendor's heading; ``is_apart``: bars of the same height are not the same amount beside another vendor's."""
    name = humanize.vendor(vendor)
    said = svg.text(20, y, name, "ink strong", size=13)
    after = 20 + text_width.width(name, 13, True) * 1.1 + 10
    return svg.join([said, svg.text(after, y, "on a scale of its own", "soft", size=11)]) if is_apart else said


def _panel(box: plot.Box, rows: Sequence[_Bar], found: Sequence[date]) -> svg.Markup:
    """Bars, what they may at least and at most have been, and the plan, which is a line of as many steps as it had."""
    lines = _lines(rows)
    places = {day: place for place, day in enumerate(found)}
    wide, unit = box.width / len(found), box.height / (lines[-1] or 1)
    bars = [_month(box, bar, box.x + wide * places[bar.day], wide, unit) for bar in rows]
    paid = {places[bar.day]: float(bar.month.usd_fee) for bar in rows if bar.month.usd_fee is not None}
    line = svg.path(_steps(box, paid, wide, unit), "rule", stroke_width=1.5, stroke_dasharray="5 3")
    grid = plot.amounts(box, lines, lambda value: f"${value:,.{_decimals(lines)}f}")
    return svg.join([grid, *bars, *([line] if paid else [])])


def _lines(rows: Sequence[_Bar]) -> list[float]:
    """The amounts at which grid lines are."""
    return scales.ticks(_most(rows), 5) if _most(rows) else [0.0]


def _most(rows: Sequence[_Bar]) -> float:
    """What the plot must have room for: bars and fees, and whiskers as far as they do not make the bars flat."""
    months = [bar.month for bar in rows]
    told = max(float(amount) for row in months for amount in (row.usd or 0, row.usd_fee or 0))
    high = max(float(row.usd_high or 0) for row in months)
    return min(high, told * _HIGHEST) if high > told > 0 else max(told, high)


def _month(box: plot.Box, bar: _Bar, x: float, wide: float, unit: float) -> svg.Markup:
    """A month's bar with its whisker; where its cost is unknown no bar, but a sign that it is."""
    row, middle, hint = bar.month, x + wide / 2, bar.month.told()
    if row.usd is None:
        if not row.requests:
            return svg.Markup()
        asked = svg.text(middle, box.bottom - 5, "?", "soft strong", "middle", 11)
        return svg.element("g", svg.element("title", hint), asked)
    high = max(float(row.usd) * unit, 1.0)
    thick = min(max(wide * 0.7, 1), 28)
    days = plot.days_of(bar.day, "month")
    drawn = [svg.rect(middle - thick / 2, box.bottom - high, thick, high, bar.fill, hint, data_days=days)]
    if row.usd_low is not None and row.usd_high is not None and row.is_bounded:
        low, most = (box.bottom - float(amount) * unit for amount in (row.usd_low, row.usd_high))
        drawn.append(_whisker(middle, max(low, box.y), most, thick / 4, box.y))
    return svg.join(drawn)


def _whisker(x: float, low: float, high: float, cap: float, top: float = 0) -> svg.Markup:
    """From least to most; with the head of an arrow where the most is above the top of the plot."""
    left, right, end = svg.number(x - cap), svg.number(x + cap), svg.number(max(high, top))
    across = f"M{left} {svg.number(low)}H{right}"
    across += f"M{left} {end}H{right}" if high >= top else f"M{left} {svg.number(top + cap)}L{svg.number(x)} {end}"
    across += "" if high >= top else f"L{right} {svg.number(top + cap)}"
    return svg.path(f"M{svg.number(x)} {svg.number(low)}V{end}{across}", "axis", stroke_width=1, fill="none")


def _steps(box: plot.Box, paid: dict[int, float], wide: float, unit: float) -> str:
    """The plan: flat over each month, up or down where the fee changed, broken where none was paid."""
    drawn, before = "", None
    for place in sorted(paid):
        x, y = svg.number(box.x + wide * place), svg.number(box.bottom - paid[place] * unit)
        drawn += f"V{y}" if before == place - 1 else f"M{x} {y}"
        drawn += f"H{svg.number(box.x + wide * (place + 1))}"
        before = place
    return drawn


def _decimals(lines: Sequence[float]) -> int:
    """As many as the step between grid lines needs, and no half of cents."""
    return next((places for places in (0, 2, 3, 4, 5) if all(line == round(line, places) for line in lines)), 6)


def _fill(month: Month, is_planned: bool) -> str:
    """The class of a bar; ``is_planned``: whether any month has a plan to compare with."""
    if month.usd_fee is None:
        return _UNPLANNED if is_planned else _PLAIN
    return _OVER if month.is_over else _UNDER


def _legend(bars: Sequence[_Bar]) -> list[tuple[svg.Markup, str]]:
    """What the colours and signs mean that occur."""
    fills = {bar.fill for bar in bars if bar.month.usd is not None}
    entries = [(svg.rect(0, 0, 12, 12, fill, rx=2), label) for fill, label in _LABELS.items() if fill in fills]
    if any(bar.month.usd_fee is not None for bar in bars):
        entries.append((svg.line(0, 6, 14, 6, "rule", stroke_width=1.5, stroke_dasharray="5 3"), "plan paid"))
    if any(bar.month.is_bounded for bar in bars):
        entries.append((_whisker(6, 12, 0, 4), "from least to most"))
    if any(bar.month.usd is None and bar.month.requests for bar in bars):
        entries.append((svg.text(6, 10, "?", "soft strong", "middle", 12), "no price known"))
    return entries
