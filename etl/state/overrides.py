"""Rows of reference tables: the user's, which the state file keeps, and ours, which sql/seeds has.

Plans, prices, rules for models, assumed models, categories: enough to check what a user states without any database.
"""

import csv
import sqlite3
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from etl import assets
from etl.state.file import is_begun, open_state

Row = Mapping[str, str | None]
"""A row as texts under the names of the core table's columns; what is left out is NULL."""

_TABLES = {
    "pricing": "prices",
    "model_map": "model_rules",
    "plan_periods": "plan_periods",
    "model_assumptions": "model_assumptions",
    "labels": "labels",
    "budgets": "budgets",
}
"""Where the rows of a core table that are the user's own are kept."""


def own(database: Path) -> dict[str, list[dict[str, str | None]]]:
    """Every row of the user's by core table: pricing, model_map, plan_periods, model_assumptions, labels, budgets.

    Values are texts, decimals as they were written. Lists are empty where there is no state file, and none is
    made. Raises DatabaseError as open_state() does.
    """
    if not is_begun(database):
        return {table: [] for table in _TABLES}
    with open_state(database) as connection:
        return {table: _rows(connection, kept) for table, kept in _TABLES.items()}


def put(database: Path, table: str, rows: Iterable[Row]) -> None:
    """Keep rows of pricing, model_map or budgets, all or none; a row takes the place of one with the same key."""
    with open_state(database) as connection:
        for row in rows:
            _insert(connection, table, row)


def add(database: Path, table: str, row: Row) -> int:
    """Keep a period of plan_periods or model_assumptions; says the number it can be removed by."""
    with open_state(database) as connection:
        return _insert(connection, table, row)


def remove(database: Path, table: str, **key: str) -> list[dict[str, str | None]]:
    """Drop the rows in which the columns have these values, and say which they were."""
    if not is_begun(database):
        return []
    condition = " and ".join(f"{name} = ?" for name in key)
    with open_state(database) as connection:
        found = [row for row in _rows(connection, _TABLES[table]) if all(row[name] == key[name] for name in key)]
        connection.execute(f"delete from {_TABLES[table]} where {condition}", tuple(key.values()))
        return found


@cache
def shipped(table: str) -> tuple[Row, ...]:
    """The rows of sql/seeds/<table>.csv; what is empty there is None."""
    with assets.seed(table).open(encoding="utf-8", newline="") as file:
        return tuple({name: value or None for name, value in row.items()} for row in csv.DictReader(file))


def columns(table: str) -> tuple[str, ...]:
    """The columns of sql/seeds/<table>.csv."""
    return tuple(shipped(table)[0])


def figures(database: Path, table: str) -> list[Row]:
    """Our rows of pricing or model_map, then the user's."""
    return [*shipped(table), *own(database)[table]]


def words(values: Iterable[str | None]) -> str:
    """Values in a sentence: each once, in order."""
    return ", ".join(sorted({value for value in values if value is not None}))


def _insert(connection: sqlite3.Connection, table: str, row: Row) -> int:
    stated = {name: value for name, value in row.items() if value is not None}
    marks = ", ".join("?" * len(stated))
    statement = f"insert or replace into {_TABLES[table]} ({', '.join(stated)}) values ({marks})"
    return connection.execute(statement, tuple(stated.values())).lastrowid or 0


def _rows(connection: sqlite3.Connection, kept: str) -> list[dict[str, str | None]]:
    names = [str(name) for (name,) in connection.execute("select name from pragma_table_info(?)", (kept,))]
    found = connection.execute(f"select * from {kept} order by {', '.join(names)}")
    return [{name: _text(value) for name, value in zip(names, row, strict=True)} for row in found]


def _text(value: object) -> str | None:
    """Of nothing, and of the empty text that a key needs in its place, NULL."""
    return None if value in (None, "") else str(value)
