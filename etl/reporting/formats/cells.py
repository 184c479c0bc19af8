"""The cells of a table as people read them."""

import re
from collections.abc import Sequence
from decimal import Decimal

from etl.reporting.formats.values import shown
from etl.reporting.reports.table import Table

_DECIMAL = re.compile(r"DECIMAL\(\d+,\s*(\d+)\)")
_MONEY_PLACES = 6


def cells(table: Table) -> tuple[list[list[str]], list[bool]]:
    """Every row's cells, and which columns hold numbers."""
    values = list(table.rows)
    columns = [[row[index] for row in values] for index in range(len(table.columns))]
    texts = [_column(kind, column) for kind, column in zip(table.types, columns, strict=True)]
    return [list(row) for row in zip(*texts, strict=True)], [_are_numbers(column) for column in columns]


def _column(kind: str, values: Sequence[object]) -> list[str]:
    if _is_money(kind):
        amounts = [value for value in values if isinstance(value, Decimal)]
        places = 2 if any(abs(amount) >= 1 for amount in amounts) else 4
        return [f"{value:,.{places}f}" if isinstance(value, Decimal) else shown(value) for value in values]
    return [shown(value) for value in values]


def _is_money(kind: str) -> bool:
    """Whether a column's type keeps so many places that its values are amounts, counted by the token."""
    found = _DECIMAL.fullmatch(kind)
    return found is not None and int(found[1]) >= _MONEY_PLACES


def _are_numbers(values: Sequence[object]) -> bool:
    kinds = {type(value) for value in values if value is not None}
    return bool(kinds) and kinds <= {int, float, Decimal}
