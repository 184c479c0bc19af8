"""The parts of the card of a year, each drawn into a box."""

from collections.abc import Sequence
from datetime import date, timedelta

from etl.reporting.charts import scales, svg, text_width
from etl.reporting.charts.plot import Box
from etl.reporting.formats import humanize

_GAP = 0.16
"""Of the width of a week in the calendar, what lies between two."""


def head(box: Box, number: int) -> svg.Markup:
    """The year, as large as the box is high."""
    over, size = box.height * 0.17, _fitted([str(number)], box.width, box.height * 0.86)
    return svg.join(
        [
            svg.text(box.x, box.y + over * 0.8, "My year in chats", "soft strong", size=over),
            svg.text(box.x - size * 0.05, box.bottom, str(number), "ink strong", size=size),
        ]
    )


def tiles(box: Box, found: Sequence[tuple[str, str]]) -> svg.Markup:
    """Numbers with what they are, three beside each other."""
    gap, lines = box.width * 0.025, (len(found) + 2) // 3
    wide, high = (box.width - 2 * gap) / 3, (box.height - (lines - 1) * gap) / lines
    pad, drawn = wide * 0.08, []
    size = _fitted([number for number, _ in found], wide - 2 * pad, high * 0.42)
    small = _fitted([named for _, named in found], wide - 2 * pad, high * 0.15)
    for place, (number, named) in enumerate(found):
        x, y = box.x + (place % 3) * (wide + gap), box.y + (place // 3) * (high + gap)
        drawn += [
            svg.rect(x, y, wide, high, "l0", rx=high * 0.1),
            svg.text(x + pad, y + high * 0.54, number, "ink strong", size=size),
            svg.text(x + pad, y + high * 0.82, named, "soft", size=small),
        ]
    return svg.join(drawn)


def persona(box: Box, name: str, told: str) -> svg.Markup:
    """Who one was, and why."""
    pad = box.height * 0.24
    room = box.width - 2 * pad
    return svg.join(
        [
            svg.rect(box.x, box.y, box.width, box.height, "l4", rx=box.height * 0.14),
            svg.text(
                box.x + pad,
                box.y + box.height * 0.5,
                name,
                "ground strong",
                size=_fitted([name], room, box.height * 0.34),
            ),
            svg.text(
                box.x + pad, box.y + box.height * 0.78, told, "ground", size=_fitted([told], room, box.height * 0.19)
            ),
        ]
    )


def calendar(
    box: Box, number: int, active: dict[date, int], first: date | None, last: date | None
) -> tuple[svg.Markup, float]:
    """A cell a day, Mondays on top, and the months above; and how high it is. Days without data are only outlined."""
    start = date(number, 1, 1)
    monday = start - timedelta(days=start.weekday())
    days = [start + timedelta(days=step) for step in range((date(number + 1, 1, 1) - start).days)]
    weeks = (days[-1] - monday).days // 7 + 1
    wide = box.width / (weeks - _GAP)
    top, size = box.y + wide * 1.3, wide * (1 - _GAP)
    ends = scales.quartiles(active.values())
    drawn = []
    for day in days:
        x, y = box.x + (day - monday).days // 7 * wide, top + day.weekday() * wide
        if day.day == 1:
            drawn.append(svg.text(x, box.y + wide * 0.8, humanize.MONTHS[day.month - 1], "soft", size=wide * 0.95))
        if first is None or last is None or first <= day <= last:
            level = scales.level(active.get(day, 0), ends) if ends else 0
            drawn.append(svg.rect(x, y, size, size, f"l{level}", rx=size * 0.2))
        else:
            drawn.append(svg.rect(x + 0.5, y + 0.5, size - 1, size - 1, "hatch", rx=size * 0.2))
    return svg.join(drawn), top + 7 * wide - box.y


def models(box: Box, found: Sequence[tuple[str, int]]) -> svg.Markup:
    """The models with most answers, a bar each."""
    line = box.height / 4
    size = line * 0.36
    drawn = [svg.text(box.x, box.y + size, "Most answers came from", "soft strong", size=size)]
    if not found:
        drawn.append(svg.text(box.x, box.y + size * 2.6, "models that the export does not name", "ink", size=size))
    for place, (name, answers) in enumerate(found):
        y = box.y + line * (place + 0.85)
        told = humanize.count(answers)
        room = box.width - text_width.width(told, size, True) - size
        drawn += [
            svg.text(box.x, y + size, text_width.fitting(name, room, size), "ink", size=size),
            svg.text(box.x + box.width, y + size, told, "ink strong", "end", size),
            svg.rect(box.x, y + line * 0.54, box.width, line * 0.2, "l0", rx=line * 0.1),
            svg.rect(box.x, y + line * 0.54, box.width * answers / found[0][1], line * 0.2, f"k{place}", rx=line * 0.1),
        ]
    return svg.join(drawn)


def foot(box: Box, cost: Sequence[str]) -> svg.Markup:
    """The cost with what it lacks, and who counted, on the last line; three lines fill the box."""
    line = box.height / 3
    said, *lacking = cost
    lines = [(said, "ink strong"), *((told, "soft") for told in [*lacking, "Counted by chatlake, on my own machine"])]
    drawn = []
    for place, (told, class_) in enumerate(lines):
        y = box.bottom - line * (len(lines) - 1 - place)
        drawn.append(svg.text(box.x, y, told, class_, size=_fitted([told], box.width, line * 0.72)))
    return svg.join(drawn)


def _fitted(told: Sequence[str], room: float, size: float) -> float:
    """The size of letters, smaller where some of the words would not fit."""
    return min(size, *(size * room / text_width.width(one, size, True) for one in told))
