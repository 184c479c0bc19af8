"""The answer to any question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: its name, its columns with their DuckDB types, and its rows, which can be read once.

    ``notes`` are sentences that must stand beside the rows. ``about`` is what the rows were made with, for programs:
    the pricing_version and the timezone of a report. ``unseen`` are columns that only programs get: csv, json, jsonl.
    ``total`` is what the rows are in all, a value a column.
    """

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: Iterable[tuple[object, ...]]
    notes: tuple[str, ...] = ()
    about: Mapping[str, object] = field(default_factory=dict)
    unseen: tuple[str, ...] = ()
    total: tuple[object, ...] | None = None

    def seen(self) -> Self:
        """The same as people see it, without the columns that are for programs."""
        if not self.unseen:
            return self
        places = [place for place, name in enumerate(self.columns) if name not in self.unseen]
        columns, types = (tuple(row[place] for place in places) for row in (self.columns, self.types))
        rows = (tuple(row[place] for place in places) for row in self.rows)
        total = None if self.total is None else tuple(self.total[place] for place in places)
        return replace(self, columns=columns, types=types, rows=rows, unseen=(), total=total)
