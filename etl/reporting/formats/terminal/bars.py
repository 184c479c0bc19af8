"""Models as bars, each with its last twelve months beside it."""

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len, set_cell_size

from etl.reporting.formats.terminal.palette import Ink, Line
from etl.reporting.formats.values import spelt

_MONTHS = 12
_LONGEST_BAR = 40
_LONGEST_NAME = 26
_SHORTEST_BAR = 8
_PERCENT = 7


def bars(rows: Sequence[tuple[Any, ...]], width: int, ink: Ink) -> list[Line]:
    """``rows``: model, its answers, their percentage, those of each of the last months, and how many models there are.

    A trend is drawn to the scale of its own model; a month without answers is blank.
    """
    if not rows:
        return []
    room = width - _PERCENT - _MONTHS - 4
    names = [spelt(str(row[0])) for row in rows]
    label = min(max(map(cell_len, names)), _LONGEST_NAME, room - _SHORTEST_BAR)
    longest = min(_LONGEST_BAR, room - label)
    most = max(row[1] for row in rows)
    lines: list[Line] = [_headline(label, longest, ink)]
    for name, (_, answers, percent, trend, _) in zip(names, rows, strict=True):
        bar = ink.bar * max(1, round(longest * answers / most))
        lines.append(
            [
                (f"{_fitted(name, label, ink)}  ", ""),
                (bar.ljust(longest), _colour(ink, 2)),
                (f"{percent:>{_PERCENT - 2},.1f} %  ", ""),
                (_sparkline(trend, ink), _colour(ink, 3)),
            ]
        )
    rest = rows[0][4] - len(rows)
    return [*lines, [(f"and {rest:,} more: etl report models", "")]] if rest else lines


def _headline(label: int, longest: int, ink: Ink) -> Line:
    text = "Models by answers"
    return [(text.ljust(label + longest + _PERCENT + 4), "bold"), (f"{_MONTHS} months", "bold")]


def _fitted(name: str, width: int, ink: Ink) -> str:
    return name + " " * (width - cell_len(name)) if cell_len(name) <= width else set_cell_size(name, width - 1) + "…"


def _sparkline(numbers: Sequence[int], ink: Ink) -> str:
    most = max(numbers, default=0)
    heights = len(ink.heights)
    return "".join(ink.heights[min(heights - 1, number * heights // most)] if number else " " for number in numbers)


def _colour(ink: Ink, level: int) -> str:
    return ink.colours[level] if ink.colours else ""
