"""Conversation length: how many conversations have how many messages, in bins that double."""

from collections.abc import Sequence

from etl.reporting.charts import scales, svg, text_width
from etl.reporting.charts.picture import Answer, Chart, Drawing, Options
from etl.reporting.formats import humanize

_WIDTH, _MARGIN, _TOP, _HEIGHT = 800, 20, 100, 180
_METRICS = ("user_messages", "messages", "tokens")
_TITLES = {"user_messages": "my messages", "messages": "messages", "tokens": "tokens of text"}
"""Of text, each once: what was billed grows with the square of a length, and is no length."""
_WORDS = {
    "user_messages": ("message of mine", "messages of mine"),
    "messages": ("message", "messages"),
    "tokens": ("token of text", "tokens of text"),
}

Bins = list[tuple[int, int, int]]
"""First and last length, both inclusive, and how many conversations have one of them."""


def _draw(answer: Answer, options: Options) -> Drawing:
    width = options.width or _WIDTH
    metric = options.metric or _METRICS[0]
    counts = [(int(str(length)), int(str(often))) for length, often in answer.rows]
    bins = _filled(counts)
    middle = scales.median(counts)
    title = f"Conversation length in {_TITLES[metric]}"
    summary = _summary(counts, middle, _WORDS[metric])
    step = (width - 2 * _MARGIN) / len(bins)
    base = _TOP + _HEIGHT
    body = [
        svg.text(_MARGIN, 30, title, "ink strong", size=16),
        svg.text(_MARGIN, 50, summary, "soft"),
        *(_bar(_MARGIN + i * step, step, span, bins, _WORDS[metric]) for i, span in enumerate(bins)),
        *_median_line(_MARGIN + step * _place(middle, bins), middle, width),
        *(_often(_MARGIN + (i + 0.5) * step, span[2], bins) for i, span in enumerate(bins)),
        svg.line(_MARGIN, base, width - _MARGIN, base, "axis"),
        svg.text(width / 2, base + 40, f"{_TITLES[metric]} in a conversation", "soft", "middle", 11),
    ]
    return Drawing(title, summary, width, base + 58, svg.join(body), 56)


def _filled(counts: Sequence[tuple[int, int]]) -> Bins:
    """The bins from the shortest conversation to the longest."""
    shortest, longest = min(counts)[0], max(counts)[0]
    spans = [(first, last) for first, last in scales.doubling(longest) if last >= shortest]
    return [(first, last, sum(often for length, often in counts if first <= length <= last)) for first, last in spans]


def _summary(counts: Sequence[tuple[int, int]], middle: float, named: tuple[str, str]) -> str:
    total = sum(often for _, often in counts)
    typical = f"the median has {_plain(middle)} {_of(middle, named)}, the longest {humanize.count(max(counts)[0])}"
    return f"{humanize.count(total, 'conversation')}; {typical}."


def _bar(x: float, step: float, span: tuple[int, int, int], bins: Bins, named: tuple[str, str]) -> svg.Markup:
    first, last, often = span
    height = _tall(often, bins)
    label = _label(first, last)
    hint = f"{label} {_of(last, named)}: {humanize.count(often, 'conversation')}"
    top = _TOP + _HEIGHT - height
    size = min(11.0, 11 * (step - 4) / text_width.width(label, 11))
    return svg.join(
        [
            svg.rect(x + step * 0.08, top, step * 0.84, height, "l3", hint, rx=2),
            svg.text(x + step / 2, _TOP + _HEIGHT + 16, label, "soft", "middle", size),
        ]
    )


def _often(x: float, often: int, bins: Bins) -> svg.Markup:
    """The number over a bar, readable where the line of the median runs through it."""
    y, said = _TOP + _HEIGHT - _tall(often, bins) - 6, humanize.count(often)
    room = text_width.width(said, 11) + 6
    ground = svg.rect(x - room / 2, y - 11, room, 14, "ground")
    return svg.join([ground, svg.text(x, y, said, "ink", "middle", 11)])


def _tall(often: int, bins: Bins) -> float:
    return _HEIGHT * often / max(count for _, _, count in bins)


def _label(first: int, last: int) -> str:
    ends = [humanize.count(end) if last < 10_000 else humanize.short(end) for end in (first, last)]
    return ends[0] if first == last else "–".join(ends)


def _place(value: float, bins: Bins) -> float:
    """How many bins, and what part of one, lie left of a length."""
    for number, (first, last, _) in enumerate(bins):
        if value <= last + 0.5:
            return number + (value - first + 0.5) / (last - first + 1)
    return float(len(bins))


def _median_line(x: float, middle: float, width: float) -> list[svg.Markup]:
    said = f"median {_plain(middle)}"
    fits = x + 6 + text_width.width(said, 11, True) <= width - _MARGIN
    label = svg.text(x + 6 if fits else x - 6, _TOP - 22, said, "ink strong", None if fits else "end", 11)
    return [svg.line(x, _TOP - 32, x, _TOP + _HEIGHT, "rule", stroke_dasharray="4 3"), label]


def _plain(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def _of(value: float, named: tuple[str, str]) -> str:
    return named[0] if value == 1 else named[1]


CHART = Chart("Conversation length", _draw, metrics=_METRICS)
