"""Answers for programs: exact, one row at a time."""

import csv
import io
from collections.abc import Iterator

from etl.formats.values import literal, plain
from etl.reports import Table

SCHEMA_VERSION = 1
"""Of the JSON format: raised when a program that reads it would have to change."""


def csv_lines(table: Table) -> Iterator[str]:
    """A head of column names, then a line a row."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    writer.writerow(table.columns)
    yield line.getvalue()
    for row in table.rows:
        line.seek(0)
        line.truncate()
        writer.writerow([plain(value) for value in row])
        yield line.getvalue()


def json_pieces(table: Table) -> Iterator[str]:
    """One object: what it is and what it was made with, the notes, the columns and the rows."""
    about = {"schema_version": SCHEMA_VERSION, "report": table.name, **table.about}
    head = about | {"notes": list(table.notes), "columns": list(table.columns)}
    yield literal(head)[:-1] + ', "rows": ['
    separator = "\n"
    for row in json_lines(table):
        yield f"{separator}{row.rstrip()}"
        separator = ",\n"
    yield "\n]}\n"


def json_lines(table: Table) -> Iterator[str]:
    """An object a row."""
    for row in table.rows:
        yield f"{literal(dict(zip(table.columns, row, strict=True)))}\n"
