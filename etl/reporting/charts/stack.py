"""Columns of bands, one on the other, with the name of a band written on it where there is room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.reporting.charts import svg, text_width
from etl.reporting.charts.plot import Box

_LOW, _SIZE, _MARGIN = 16, 11, 12
"""A band as high as this carries its name, in letters of this size, with this much beside them."""


@dataclass(frozen=True, slots=True)
class Band:
    """One kind of thing in every column: its name, the class it is filled with, that of letters on it, its amounts.

    ``hints`` tell each amount in words.
    """

    name: str
    fill: str
    ink: str
    amounts: tuple[float, ...]
    hints: tuple[str, ...]


def columns(box: Box, bands: Sequence[Band], top: float, days: Sequence[str]) -> tuple[svg.Markup, set[str]]:
    """The bands, the first at the bottom, where ``top`` is as high as the box; and the names that found room.

    ``days``: the first and last day of each column, as plot.days_of() tells them.
    """
    count = len(bands[0].amounts)
    wide, gap = box.width / count, 0.5 if box.width / count < 12 else 1
    drawn, labels, named = [], [], set()
    for band, spans in zip(bands, _spans(box, bands, top), strict=True):
        for place, (y, height) in enumerate(spans):
            if height:
                x = box.x + wide * place + gap / 2
                hint = band.hints[place]
                drawn.append(svg.rect(x, y, wide - gap, height, band.fill, hint, data_days=days[place]))
        found = _roomiest(spans, wide, text_width.width(band.name, _SIZE, True) + _MARGIN)
        if found:
            labels.append(_label(box, band, found, wide))
            named.add(band.name)
    return svg.join(drawn + labels), named


def _spans(box: Box, bands: Sequence[Band], top: float) -> Iterator[list[tuple[float, float]]]:
    """For each band, the y and the height of its part of every column."""
    filled = [0.0] * len(bands[0].amounts)
    for band in bands:
        spans = []
        for place, amount in enumerate(band.amounts):
            filled[place] += amount
            spans.append((box.bottom - box.height * filled[place] / top, box.height * amount / top))
        yield spans


def _roomiest(spans: Sequence[tuple[float, float]], wide: float, needed: float) -> tuple[int, int, float, float] | None:
    """The neighbouring columns that share the highest strip wide enough: first, last, its y and its height."""
    count = max(1, -int(-needed // wide))
    best: tuple[int, int, float, float] | None = None
    for first in range(len(spans) - count + 1):
        window = spans[first : first + count]
        y = max(start for start, _ in window)
        height = min(start + high for start, high in window) - y
        if height >= _LOW and (best is None or height > best[3]):
            best = first, first + count - 1, y, height
    return best


def _label(box: Box, band: Band, room: tuple[int, int, float, float], wide: float) -> svg.Markup:
    first, last, y, height = room
    middle, high = box.x + wide * (first + last + 1) / 2, y + height / 2
    across = text_width.width(band.name, _SIZE, True) + 4
    # Covers the gaps between the columns, which would run through the letters.
    ground = svg.rect(middle - across / 2, high - 7, across, 14, band.fill)
    return svg.join([ground, svg.text(middle, high + 4, band.name, f"{band.ink} strong", "middle", _SIZE)])
