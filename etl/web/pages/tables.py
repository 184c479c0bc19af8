"""Rows as a page shows them: texts, and which columns hold numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.reporting.formats.values import cells
from etl.reporting.reports.table import Table

MOST = 200
"""So many rows of a table are shown; how many there are is said below it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table for templates/parts.html. ``count`` is how many rows there are, shown or not."""

    heads: tuple[str, ...]
    are_numbers: Sequence[bool]
    rows: Sequence[Sequence[str]]
    notes: tuple[str, ...]
    count: int


def grid(table: Table, most: int = MOST) -> Grid:
    """The first rows of an answer. Reads all of them."""
    rows = list(table.rows)
    texts, are_numbers = cells(replace(table, rows=rows[:most]))
    heads = tuple(name.replace("_", " ") for name in table.columns)
    return Grid(heads, are_numbers, texts, table.notes, len(rows))
