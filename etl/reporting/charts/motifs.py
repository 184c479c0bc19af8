"""What a card of the story shows below its words: each fills a box from (0, 0) with paper on shade."""

import math
from collections.abc import Mapping

from etl.reporting.charts import svg, text_width

_QUARTERS = ("January – March", "April – June", "July – September", "October – December")


def clock(width: float, height: float, hour: int) -> svg.Markup:
    """A clock that shows an hour of the day."""
    radius = min(width, height) / 2 * 0.92
    x, y = width / 2, height / 2
    marks = [_ray(x, y, radius * 0.9, radius, number / 12, radius * 0.02, "paper") for number in range(12)]
    hands = [_ray(x, y, 0, radius * 0.55, (hour % 12) / 12, radius * 0.06, "paper")]
    return svg.join([svg.circle(x, y, radius, "shade"), *marks, *hands, svg.circle(x, y, radius * 0.06, "paper")])


def bars(width: float, height: float, bars: list[tuple[str, int]]) -> svg.Markup:
    """Amounts as pillars with their names below."""
    most, step = max(amount for _, amount in bars) or 1, width / len(bars)
    size = step * 0.3
    high = height - size * 2
    drawn = []
    for place, (name, amount) in enumerate(bars):
        tall = max(high * amount / most, step * 0.06)
        x = step * place + step * 0.12
        drawn.append(svg.rect(x, high - tall, step * 0.76, tall, "paper" if amount else "shade", rx=step * 0.12))
        drawn.append(svg.text(x + step * 0.38, high + size * 1.4, name, "paper", "middle", size))
    return svg.join(drawn)


def rows(width: float, height: float, quarters: Mapping[int, str]) -> svg.Markup:
    """The model of each quarter."""
    step = height / 4
    drawn = []
    for place, told in enumerate(_QUARTERS):
        name = quarters.get(place + 1, "–")
        y, size = step * place, min(step * 0.4, width * 0.1)
        fitted = min(size, size * width * 0.8 / text_width.width(name, size, True))
        drawn += [
            svg.rect(0, y, width, step * 0.9, "shade", rx=step * 0.14),
            svg.text(width * 0.05, y + step * 0.3, told, "paper", size=min(step * 0.19, width * 0.045)),
            svg.text(width * 0.05, y + step * 0.7, name, "paper strong", size=fitted),
        ]
    return svg.join(drawn)


def dots(width: float, height: float, days: int) -> svg.Markup:
    """A dot a day."""
    columns = max(1, math.ceil(math.sqrt(days * width / height)))
    step = min(width / columns, height / math.ceil(days / columns), width / 5)
    middle = step / 2
    return svg.join(
        [
            svg.circle(middle + step * (day % columns), middle + step * (day // columns), step * 0.38, "paper")
            for day in range(days)
        ]
    )


def dial(width: float, height: float, hours: Mapping[int, int]) -> svg.Markup:
    """The hours of a day around a circle, midnight on top, as long as what was written in each."""
    outer = min(width, height) / 2
    x, y, most = width / 2, height / 2, max(hours.values())
    size, inner = outer * 0.09, outer * 0.3
    longest = outer * 0.84 - inner
    rays = [
        _ray(x, y, inner, inner + max(longest * hours.get(hour, 0) / most, 2), hour / 24, outer * 0.055, "paper")
        for hour in range(24)
    ]
    names = [
        svg.text(*_around(x, y + size * 0.35, outer * 0.93, hour / 24), str(hour), "paper", "middle", size)
        for hour in (0, 6, 12, 18)
    ]
    return svg.join([svg.circle(x, y, outer * 0.85, "shade"), *rays, *names])


def grid(width: float, height: float, calls: int) -> svg.Markup:
    """A square a call, up to what can still be seen."""
    columns, rows = 16, max(1, int(16 * height / width))
    step, shown = width / columns, min(calls, columns * rows)
    return svg.join(
        [
            svg.rect(
                step * (each % columns), step * (each // columns), step * 0.8, step * 0.8, _shade(each, shown), rx=6
            )
            for each in range(columns * rows)
        ]
    )


def _shade(each: int, shown: int) -> str:
    return "paper" if each < shown else "shade"


def rings(width: float, height: float) -> svg.Markup:
    """Rings around a centre."""
    outer, x, y = min(width, height) / 2, width / 2, height / 2
    return svg.join([svg.circle(x, y, outer * (5 - ring) / 5, "shade" if ring < 4 else "paper") for ring in range(5)])


def _ray(x: float, y: float, start: float, end: float, turn: float, thick: float, fill: str) -> svg.Markup:
    """A thick line away from a centre; ``turn`` is 0 on top and 1 around."""
    (x1, y1), (x2, y2) = _around(x, y, start, turn), _around(x, y, end, turn)
    right = math.tau * turn
    across, along = math.cos(right) * thick / 2, math.sin(right) * thick / 2
    corners = [
        (x1 - across, y1 - along),
        (x2 - across, y2 - along),
        (x2 + across, y2 + along),
        (x1 + across, y1 + along),
    ]
    told = "L".join(f"{svg.number(a)} {svg.number(b)}" for a, b in corners)
    return svg.path(f"M{told}Z", fill)


def _around(x: float, y: float, radius: float, turn: float) -> tuple[float, float]:
    return x + radius * math.sin(math.tau * turn), y - radius * math.cos(math.tau * turn)
