"""Answers as text: for eyes (table, md) and for programs (csv, json, jsonl). Dates are ISO, NULL is empty."""

import csv
import io
import json
import math
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from textwrap import wrap

from rich.cells import cell_len, set_cell_size

from etl.reports import Table

SCHEMA_VERSION = 1
"""Of the JSON format: raised when a program that reads it would have to change."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")
_MARKUP = re.compile(r"[\\|<`*\[\]]")
_NARROW = 12


def render(table: Table, form: str, width: int = 80) -> Iterator[str]:
    """An answer as table, csv, json, jsonl or md, piece by piece: csv, json and jsonl hold one row at a time.

    A table is ``width`` cells wide, wider only if numbers and headings need it: texts are cut, numbers never.
    """
    if form == "table":
        return _grid(table, width)
    return {"csv": _csv, "json": _json, "jsonl": _jsonl, "md": _markdown}[form](table)


def _grid(table: Table, width: int) -> Iterator[str]:
    rows, are_numbers = _cells(table)
    headings = [_UNSAFE.sub(" ", name.replace("_", " ")) for name in table.columns]
    widths = _widths(headings, rows, are_numbers, width)
    columns = [wrap(heading, cells) for heading, cells in zip(headings, widths, strict=True)]
    height = max(map(len, columns), default=0)
    heads = zip(*([""] * (height - len(lines)) + lines for lines in columns), strict=True)
    for cells in heads:
        yield _line(cells, widths, are_numbers)
    yield "─" * (sum(widths) + 2 * (len(widths) - 1)) + "\n"
    for row in rows:
        yield _line(row, widths, are_numbers)
    if not rows:
        yield "(no rows)\n"


def _line(cells: Sequence[str], widths: list[int], are_numbers: list[bool]) -> str:
    return "  ".join(map(_fitted, cells, widths, are_numbers)).rstrip() + "\n"


def _fitted(text: str, width: int, is_number: bool) -> str:
    """A text in exactly so many cells: cut with an ellipsis, or filled up on the side where it is ragged."""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + "…"
    space = " " * (width - cell_len(text))
    return space + text if is_number else text + space


def _markdown(table: Table) -> Iterator[str]:
    rows, are_numbers = _cells(table)
    rules = ["---:" if is_number else "---" for is_number in are_numbers]
    for row in (table.columns, rules, *rows):
        yield "| " + " | ".join(_MARKUP.sub(r"\\\g<0>", cell) for cell in row) + " |\n"


def _csv(table: Table) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    writer.writerow(table.columns)
    yield line.getvalue()
    for row in table.rows:
        line.seek(0)
        line.truncate()
        writer.writerow([_plain(value) for value in row])
        yield line.getvalue()


def _json(table: Table) -> Iterator[str]:
    head = {"schema_version": SCHEMA_VERSION, "report": table.name, "columns": list(table.columns)}
    yield _literal(head)[:-1] + ', "rows": ['
    separator = "\n"
    for row in _jsonl(table):
        yield f"{separator}{row.rstrip()}"
        separator = ",\n"
    yield "\n]}\n"


def _jsonl(table: Table) -> Iterator[str]:
    for row in table.rows:
        yield f"{_literal(dict(zip(table.columns, row, strict=True)))}\n"


def _cells(table: Table) -> tuple[list[list[str]], list[bool]]:
    """Every cell as shown to people, and which columns hold numbers."""
    values = list(table.rows)
    rows = [[_shown(value) for value in row] for row in values]
    return rows, [_are_numbers([row[index] for row in values]) for index in range(len(table.columns))]


def _are_numbers(values: Sequence[object]) -> bool:
    kinds = {type(value) for value in values if value is not None}
    return bool(kinds) and kinds <= {int, float, Decimal}


def _widths(headings: Sequence[str], rows: list[list[str]], are_numbers: list[bool], width: int) -> list[int]:
    """The cells of each column. What is left over goes to texts, from left to right, then to headings."""
    columns = [[row[index] for row in rows] for index in range(len(headings))]
    widths = [_least(*column) for column in zip(headings, columns, are_numbers, strict=True)]
    room = width - sum(widths) - 2 * (len(widths) - 1)
    longest = [max(map(cell_len, cells), default=0) for cells in columns]
    for wanted in (longest, [cell_len(heading) for heading in headings]):
        for index, cells in enumerate(wanted):
            more = max(0, min(cells - widths[index], room))
            widths[index] += more
            room -= more
    return widths


def _least(heading: str, cells: list[str], is_number: bool) -> int:
    """The fewest cells a column can do with: its longest number, or the beginning of its longest text."""
    longest = max(map(cell_len, cells), default=0)
    return max(longest if is_number else min(longest, _NARROW), *map(cell_len, heading.split()), 1)


def _shown(value: object) -> str:
    """A value as people read it, on one line, without anything that moves a cursor."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return f"{value:,}"
        case Decimal():
            return f"{value:,f}"
        case float():
            return f"{value:,.2f}"
        case datetime():
            return value.isoformat(" ", "seconds")
        case _:
            return _UNSAFE.sub(" ", _plain(value))


def _plain(value: object) -> str:
    """A value as CSV holds it: exact, without thousands separators."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case bytes():
            return value.hex()
        case list() | dict() | tuple():
            return _literal(value)
        case _:
            return str(value)


def _literal(value: object) -> str:
    """A value as JSON. A decimal keeps all its digits; what JSON has no word for is null."""
    match value:
        case dict():
            items = (f"{_literal(str(key))}: {_literal(item)}" for key, item in value.items())
            return "{" + ", ".join(items) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(_literal, value)) + "]"
        case bool() | int() | None:
            return json.dumps(value)
        case float():
            return json.dumps(value) if math.isfinite(value) else "null"
        case Decimal():
            return f"{value:f}"
        case _:
            return json.dumps(_plain(value), ensure_ascii=False)
