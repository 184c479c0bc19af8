"""The punch card: weekdays by hours, a circle where I wrote, its area as large as there are messages."""

import math
from collections.abc import Callable, Mapping

from etl.reporting.charts import plot, svg, text_width
from etl.reporting.charts.picture import Answer, Chart, Drawing, Options
from etl.reporting.formats import humanize

_TITLE = "When I write"
_LEFT, _RIGHT, _ROW, _MARGIN = 64, 70, 28, 20
_WIDTH = _LEFT + 24 * 29 + _RIGHT
_ROOM_HOUR = 18
"""Pixels of an hour that has its name."""
_LATE, _EARLY = {22, 23, 0, 1, 2, 3, 4, 5}, {5, 6, 7, 8}
"""Hours of night owls and of early birds, as v1.activity_scores has them."""

Written = dict[tuple[int, int], int]
"""Messages by weekday (1 = Monday) and hour."""


def _draw(answer: Answer, options: Options) -> Drawing:
    written = {(int(str(row[0])), int(str(row[2]))): int(str(row[3])) for row in answer.rows}
    names = {int(str(row[0])): str(row[1]) for row in answer.rows}
    summary = f"{_summary(written, names)} {_scores(written)}"
    width = options.width or _WIDTH
    head, y = plot.heading(_TITLE, summary, width - _MARGIN)
    top, column = y + 28, (width - _LEFT - _RIGHT) / 24
    foot = top + 7 * _ROW + 42
    undated = sum(int(str(count)) for (count,) in answer.beside)
    aside = f"; {humanize.count(undated, 'message')} of unknown time left out" if undated else ""
    body = [
        head,
        *_axes(written, top, column),
        *(svg.group([_circle(*key, count, written, names, column)], 0, top) for key, count in written.items()),
        *_sizes(max(written.values()), foot, column),
        svg.text(_LEFT, foot + 28, f"Hours in {answer.zone}{aside}", "soft", size=10.5),
    ]
    return Drawing(_TITLE, summary, width, foot + 44, svg.join(body), y + 5)


def _summary(written: Written, names: Mapping[int, str]) -> str:
    """What stands out, in a sentence; of several peaks the earliest."""
    hour, day = (_peak(written, part) for part in (lambda key: key[1], lambda key: key[0]))
    total = humanize.count(sum(written.values()), "message of mine", "messages of mine")
    return f"{total}; most between {hour}:00 and {hour}:59, and on {names[day]}s."


def _peak(written: Written, part: Callable[[tuple[int, int]], int]) -> int:
    sums: dict[int, int] = {}
    for key, count in written.items():
        sums[part(key)] = sums.get(part(key), 0) + count
    return min(sums, key=lambda name: (-sums[name], name))


def _scores(written: Written) -> str:
    total = sum(written.values())
    late, early = (
        100 * sum(count for (_, hour), count in written.items() if hour in hours) / total for hours in (_LATE, _EARLY)
    )
    return f"Night owl (22:00 to 5:59): {late:.1f} %. Early bird (5:00 to 8:59): {early:.1f} %."


def _axes(written: Written, top: float, column: float) -> list[svg.Markup]:
    """Names and sums of weekdays, hours, and a line to each."""
    right, drawn = _LEFT + 24 * column, []
    for weekday, name in enumerate(humanize.WEEKDAYS, 1):
        y = top + (weekday - 0.5) * _ROW
        total = sum(count for (day, _), count in written.items() if day == weekday)
        drawn.append(svg.line(_LEFT, y, right, y, "grid"))
        drawn.append(svg.text(_LEFT - 10, y + 4, name, "soft", "end", 11))
        drawn.append(svg.text(right + _RIGHT - _MARGIN, y + 4, humanize.count(total), "soft", "end", 11))
    drawn.append(svg.text(right + _RIGHT - _MARGIN, top - 6, "all", "soft", "end", 10))
    for hour in range(0, 24, 1 if column >= _ROOM_HOUR else 3):
        x = _LEFT + (hour + 0.5) * column
        drawn.append(svg.text(x, top + 7 * _ROW + 12, str(hour), "soft", "middle", 10.5))
    return drawn


def _circle(
    weekday: int, hour: int, count: int, written: Written, names: Mapping[int, str], column: float
) -> svg.Markup:
    x, y = _LEFT + (hour + 0.5) * column, (weekday - 0.5) * _ROW
    hint = f"{names[weekday]}, {hour}:00 to {hour}:59: {humanize.count(count, 'message of mine', 'messages of mine')}"
    return svg.circle(x, y, _radius(count, max(written.values()), column), "l3", hint)


def _radius(count: int, most: int, column: float) -> float:
    """So that the area is proportional, and the largest fits between two hours and two days."""
    return min(column - 1, _ROW - 2) / 2 * math.sqrt(count / most)


def _sizes(most: int, y: float, column: float) -> list[svg.Markup]:
    """What circles of some sizes stand for."""
    drawn, x = [], float(_LEFT)
    for count in sorted({1, math.ceil(most / 16), math.ceil(most / 4), most})[-3:]:
        radius = _radius(count, most, column)
        words_at, said = x + 2 * radius + 5, humanize.count(count, "message")
        drawn.append(svg.circle(x + radius, y, radius, "l3"))
        drawn.append(svg.text(words_at, y + 4, said, "soft", size=10.5))
        x = words_at + text_width.width(said, 10.5) + 18
    return drawn


CHART = Chart(_TITLE, _draw)
