"""An answer as it leaves the sandbox: few rows as values of JSON, or any number of them as printed text."""

import math
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from etl.reporting.formats.render import render
from etl.reporting.reports.table import Table

ROWS, CELL, ANSWER = 1_000, 10_240, 5_000_000
"""Rows, characters of a cell and characters of all cells that an answer of values has at most."""

_SAFE = 2**53
_PIECE = 65_536
"""Characters that are printed at a time."""


def values(table: Table) -> dict[str, Any]:
    """``columns``, ``types``, ``rows``, and ``is_cut``: is it less than all, in rows or within a cell?"""
    rows, is_cut = _rows(table.rows)
    return {"columns": table.columns, "types": table.types, "rows": rows, "is_cut": is_cut}


def printed(table: Table, form: str, width: int, limit: int) -> Iterator[dict[str, Any]]:
    """An answer in one of the forms of render(), piece by piece; at last ``is_cut`` where it has more rows.

    With a limit of 0 there is none.
    """
    first = _First(table.rows, limit)
    waiting, size = [], 0
    for text in render(replace(table, rows=first), form, width):
        waiting.append(text)
        size += len(text)
        if size > _PIECE:
            yield {"text": "".join(waiting)}
            waiting, size = [], 0
    yield {"text": "".join(waiting), "is_cut": first.is_cut}


class _First:
    """Some rows, and whether there were more."""

    def __init__(self, rows: Iterable[tuple[object, ...]], limit: int) -> None:
        self._rows, self._limit = rows, limit
        self.is_cut = False

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        for number, row in enumerate(self._rows):
            if self._limit and number == self._limit:
                self.is_cut = True
                return
            yield row


def _rows(found: Iterable[tuple[object, ...]]) -> tuple[list[list[Any]], bool]:
    rows: list[list[Any]] = []
    size, is_cut = 0, False
    for row in found:
        cells = [_cell(value) for value in row]
        size += sum(len(str(value)) for value, _ in cells)
        if size > ANSWER or len(rows) == ROWS:
            return rows, True
        is_cut = is_cut or any(was_cut for _, was_cut in cells)
        rows.append([value for value, _ in cells])
    return rows, is_cut


def _cell(value: object) -> tuple[Any, bool]:
    """A value as JSON has it, and whether it was cut: numbers that JSON would bend are texts."""
    if value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) <= _SAFE):
        return value, False
    if isinstance(value, float) and math.isfinite(value):
        return value, False
    text = without_folder(str(value))
    return text[:CELL], len(text) > CELL


def without_folder(text: str) -> str:
    """A text that does not tell where the database lies."""
    folder = str(Path.cwd())
    return text.replace(folder + os.sep, "") if len(folder) > 1 else text
