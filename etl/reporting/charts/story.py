"""The story of a year: a full picture a moment, bold, to be sent one after another; no word of a chat unless asked."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from etl.reporting.charts import motifs, plot, svg, text_width
from etl.reporting.charts.moments import Moments
from etl.reporting.formats import humanize

SIZES = ("1080x1920", "1200x630")
_TOOLS = {
    "browse": "the web",
    "python": "Python",
    "image": "pictures",
    "file_search": "my files",
    "deep_research": "deep research",
    "shell": "the shell",
    "edit": "edits of files",
}
_SPARE = 0.88
"""Of the room a line has, what it takes: where our font is missing, the reader's may be wider."""
_NIGHT = (22, 23, 0, 1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Card:
    """One picture: ``over`` stands small above the ``figure``, ``below`` is a sentence, ``draw`` fills what is left.

    ``draw`` gets the width and height that it has, and draws from (0, 0).
    """

    name: str
    over: str
    figure: str
    below: str
    draw: Callable[[float, float], svg.Markup]


def cards(found: Moments, persona: tuple[str, str], has_title: bool = False) -> list[Card]:
    """The pictures of a year, in their order; a moment that there is none of has none. ``has_title``: with words."""
    return list(_cards(found, persona, has_title))


def drawn(card: Card, place: int, count: int, year: int, size: str) -> svg.Markup:
    """A card of that size, the ``place``-th of ``count``, in a colour of its own."""
    width, height = (float(side) for side in size.split("x"))
    is_tall = height > width
    margin = width * (0.085 if is_tall else 0.06)
    room = width - 2 * margin if is_tall else width * 0.5 - margin
    unit = width / 1080 if is_tall else height / 900
    size_figure = min(250 * unit, 250 * unit * room * _SPARE / text_width.width(card.figure, 250 * unit, True))
    top = height * (0.2 if is_tall else 0.3)
    below = _lines(card.below, room * _SPARE, 44 * unit)
    parts = [
        svg.rect(0, 0, width, height, f"t{place % 7}"),
        _progress(margin, margin * 0.7, width - 2 * margin, place, count),
        svg.text(margin, margin * 0.7 + 62 * unit, f"My {year} in chats", "paper strong", size=38 * unit),
        svg.text(margin, top, card.over, "paper", size=50 * unit),
        svg.text(margin - size_figure * 0.04, top + size_figure * 0.98, card.figure, "paper strong", size=size_figure),
        *(
            svg.text(margin, top + size_figure * 1.16 + (70 + 56 * number) * unit, line, "paper", size=44 * unit)
            for number, line in enumerate(below)
        ),
        svg.text(margin, height - margin * 0.75, "Counted by chatlake, on my own machine", "paper", size=28 * unit),
    ]
    if is_tall:
        low = height * 0.5
        parts.append(svg.group([card.draw(room, height - low - margin * 2)], margin, low))
    else:
        parts.append(svg.group([card.draw(width * 0.4, height * 0.62)], width * 0.54, height * 0.2))
    return svg.join(parts)


def _cards(found: Moments, persona: tuple[str, str], has_title: bool) -> Iterator[Card]:
    if found.first:
        day, hour = found.first
        words = f"It was {_weekday(day)}, a little after {hour}:00."
        told = f"{words} “{found.title}”" if has_title and found.title else words
        yield Card("first", "My first chat of the year", _day(day), told, lambda w, h: motifs.clock(w, h, hour))
    if found.night:
        day, count = found.night
        told = f"{humanize.count(count, 'message')} between ten at night and six in the morning."
        yield Card("night", "My busiest night", _day(day), told, lambda w, h: motifs.bars(w, h, _late(found.late)))
    if found.quarters:
        leading = Counter(found.quarters.values())
        often = max(leading, key=lambda name: (leading[name], name))
        told = f"Ahead in {leading[often]} of {humanize.count(len(found.quarters), 'quarter')}:"
        yield Card("models", "My model of the year", often, told, lambda w, h: motifs.rows(w, h, found.quarters))
    if found.streak:
        day, days = found.streak
        last = day + timedelta(days - 1)
        told = f"in a row, from {_day(day)} to {_day(last)}." if days > 1 else f"On {_day(day)}, and then a break."
        figure = humanize.count(days, "day")
        yield Card("streak", "My longest streak", figure, told, lambda w, h: motifs.dots(w, h, days))
    if found.hours:
        hour = min(found.hours, key=lambda each: (-found.hours[each], each))
        told = f"That is when I wrote most: {humanize.count(found.hours[hour], 'message')} in that hour."
        yield Card("hours", "My hour", f"{hour}:00", told, lambda w, h: motifs.dial(w, h, found.hours))
    if found.tool:
        kind, calls = found.tool
        told = f"{humanize.count(calls, 'call')} of that tool, more than of any other."
        named = _TOOLS.get(kind, kind.replace("_", " "))
        yield Card("tool", "The models went most often to", named, told, lambda w, h: motifs.grid(w, h, calls))
    yield Card("persona", "I am a", persona[0], _sentence(persona[1]), lambda w, h: motifs.rings(w, h))


def _progress(x: float, y: float, width: float, place: int, count: int) -> svg.Markup:
    """Which picture of how many it is."""
    step = width / count
    fills = ("paper" if each <= place else "shade" for each in range(count))
    return svg.join([svg.rect(x + step * at, y, step * 0.92, 7, fill, rx=3.5) for at, fill in enumerate(fills)])


def _late(counts: Mapping[int, int]) -> list[tuple[str, int]]:
    """The hours of a night with what was written in each."""
    return [(str(hour), counts.get(hour, 0)) for hour in _NIGHT]


def _lines(words: str, room: float, size: float) -> list[str]:
    """A sentence in at most four lines that fit; what is more is cut."""
    lines = plot.wrapped(words, room, size)
    shown = lines if len(lines) <= 4 else [*lines[:3], f"{lines[3]} …"]
    return [text_width.fitting(line, room, size) for line in shown]


def _day(day: date) -> str:
    return f"{day.day} {humanize.MONTHS[day.month - 1]}"


def _weekday(day: date) -> str:
    return f"a {day:%A}"


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
