"""Answers as text: for eyes (table, md) and for programs (csv, json, jsonl). Dates are ISO, NULL is empty."""

import csv
import io
import json
import math
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from rich import box
from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.table import Table as Grid
from rich.text import Text

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
    grid = Grid(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="")
    widths = [
        _least(name.replace("_", " "), [row[index] for row in rows], are_numbers[index])
        for index, name in enumerate(table.columns)
    ]
    for name, least, is_number in zip(table.columns, widths, are_numbers, strict=True):
        justify: JustifyMethod = "right" if is_number else "left"
        grid.add_column(Text(name.replace("_", " ")), min_width=least, justify=justify)
    for row in rows:
        grid.add_row(*(Text(cell, no_wrap=True, overflow="ellipsis") for cell in row))
    needed = sum(widths) + 2 * len(widths)
    console = Console(file=io.StringIO(), width=max(width, needed), color_system=None, legacy_windows=False)
    with console.capture() as capture:
        console.print(grid)
    yield "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


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
