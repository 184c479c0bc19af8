"""The answer to any question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: its name, its columns with their DuckDB types, and its rows, which can be read once.

    ``notes`` are sentences that must stand beside the rows. ``about`` is what the rows were made with, for programs:
    the pricing_version and the timezone of a report.
    """

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: Iterable[tuple[object, ...]]
    notes: tuple[str, ...] = ()
    about: Mapping[str, object] = field(default_factory=dict)
