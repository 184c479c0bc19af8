"""Answers for programs: exact, one row at a time."""

import csv
import re
from collections.abc import Iterable, Iterator

from etl.reporting.formats.values import literal, plain
from etl.reporting.reports.table import Table

SCHEMA_VERSION = 1
"""Of the JSON format: raised when a program that reads it would have to change."""

_PASSED_OVER = r"\s\x00\u00a0\u00ad\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069,;|\"\u2018-\u201f\uff02\uff0c\uff1b"
"""Before a formula: blanks, what has no width, and the separators and quotes at which a spreadsheet begins a cell."""

_BEGINS = r"=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b"
"""A formula, also by the wide and the small forms."""

_FORMULA = re.compile(f"[{_PASSED_OVER}]*[{_BEGINS}]|[\t\r\n\x00]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*%?", re.ASCII)

_AS_THEY_ARE = frozenset((type(None), int, float))
"""Kinds of cells of which Python's writer makes what plain() does. They, and texts that begin with a letter or a digit,
which no spreadsheet runs, are nearly all of a wide row: a call for each would take longer than the writing."""


def csv_lines(table: Table, raw: bool = False) -> Iterator[str]:
    """A head of column names, then a line a row; texts that a spreadsheet would run are guarded, unless ``raw``."""
    yield csv_line(table.columns, raw)
    for row in table.rows:
        yield csv_line(row, raw)


def csv_line(row: Iterable[object], raw: bool = False) -> str:
    """One line of CSV."""
    cells = [
        value if type(value) in _AS_THEY_ARE or (isinstance(value, str) and value[:1].isalnum()) else _cell(value, raw)
        for value in row
    ]
    line = str(_WRITER.writerow(cells))
    # Python's writer quotes no lone carriage return, at which every reader ends a line.
    return str(_QUOTING.writerow(cells)) if "\r" in line else line


def guarded(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it as a formula (OWASP, CSV injection).

    Plain numbers as -5 stay as they are.
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def json_pieces(table: Table) -> Iterator[str]:
    """One object: what it is and what it was made with, the notes, the columns, the rows, and their total if any."""
    about = {"schema_version": SCHEMA_VERSION, "report": table.name, **table.about}
    head = about | {"notes": list(table.notes), "columns": list(table.columns)}
    yield literal(head)[:-1] + ', "rows": ['
    separator = "\n"
    for row in json_lines(table):
        yield f"{separator}{row.rstrip()}"
        separator = ",\n"
    total = dict(zip(table.columns, table.total, strict=True)) if table.total else None
    yield "\n]}\n" if total is None else f'\n], "total": {literal(total)}}}\n'


def json_lines(table: Table) -> Iterator[str]:
    """An object a row."""
    keys = [literal(name) for name in dict.fromkeys(table.columns)]
    if len(keys) < len(table.columns):
        # Of columns with one name, JSON can hold the last only.
        yield from (f"{literal(dict(zip(table.columns, row, strict=True)))}\n" for row in table.rows)
        return
    for row in table.rows:
        items = [f"{key}: {literal(value)}" for key, value in zip(keys, row, strict=True)]
        yield "{" + ", ".join(items) + "}\n"


def _cell(value: object, raw: bool) -> str:
    return guarded(value) if isinstance(value, str) and not raw else plain(value)


class _Echo:
    """A file of which a writer gets back what it writes."""

    def write(self, text: str) -> str:
        return text


_WRITER = csv.writer(_Echo(), lineterminator="\n")
_QUOTING = csv.writer(_Echo(), lineterminator="\n", quoting=csv.QUOTE_ALL)
