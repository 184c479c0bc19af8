"""Values as text: for people (shown, cells), for CSV (plain) and for JSON (literal)."""

import json
import math
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal

from etl.reporting.controls import visible
from etl.reporting.reports.table import Table

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")
_BREAK = re.compile(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
_DECIMAL = re.compile(r"DECIMAL\(\d+,\s*(\d+)\)")
_MONEY_PLACES = 6

_quoted = json.JSONEncoder(ensure_ascii=False).encode


def safe(text: str) -> str:
    """A text on one line of a page, without anything that moves a cursor or turns words around."""
    return _UNSAFE.sub(" ", text)


def spelt(text: str) -> str:
    """A text on one line of a terminal; of what moves a cursor, turns words around or has no width, the escape."""
    return visible(_BREAK.sub(" ", text))


def shown(value: object, legible: Callable[[str], str] = safe) -> str:
    """A value as people read it, on one line; ``legible`` makes one of a text."""
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
            return legible(plain(value))


def cells(table: Table, legible: Callable[[str], str] = safe) -> tuple[list[list[str]], list[bool]]:
    """Every row's cells as shown() has them, those of the total last, and which columns hold numbers."""
    values = [*table.rows, *([table.total] if table.total else [])]
    columns = [[row[index] for row in values] for index in range(len(table.columns))]
    texts = [_column(kind, column, legible) for kind, column in zip(table.types, columns, strict=True)]
    return [list(row) for row in zip(*texts, strict=True)], [_are_numbers(column) for column in columns]


def plain(value: object) -> str:
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
            return literal(value)
        case _:
            return str(value)


def literal(value: object) -> str:
    """A value as JSON. A decimal keeps all its digits; what JSON has no word for is null."""
    match value:
        case None:
            return "null"
        case str():
            return _quoted(value)
        case bool():
            return "true" if value else "false"
        case int():
            return int.__repr__(value)
        case dict():
            items = (f"{_quoted(str(key))}: {literal(item)}" for key, item in value.items())
            return "{" + ", ".join(items) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(literal, value)) + "]"
        case float():
            return json.dumps(value) if math.isfinite(value) else "null"
        case Decimal():
            return f"{value:f}"
        case _:
            return _quoted(plain(value))


def _column(kind: str, values: Sequence[object], legible: Callable[[str], str]) -> list[str]:
    if _is_money(kind):
        amounts = [value for value in values if isinstance(value, Decimal)]
        places = 2 if any(abs(amount) >= 1 for amount in amounts) else 4
        return [f"{value:,.{places}f}" if isinstance(value, Decimal) else shown(value, legible) for value in values]
    return [shown(value, legible) for value in values]


def _is_money(kind: str) -> bool:
    """Whether a column's type keeps so many places that its values are amounts, counted by the token."""
    found = _DECIMAL.fullmatch(kind)
    return found is not None and int(found[1]) >= _MONEY_PLACES


def _are_numbers(values: Sequence[object]) -> bool:
    kinds = {type(value) for value in values if value is not None}
    return bool(kinds) and kinds <= {int, float, Decimal}
