"""A report, and what the pictures above it are drawn from, answered from a database."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from etl import assets
from etl.errors import QueryError
from etl.reporting.reports.catalogue import parameters, question
from etl.reporting.reports.connection import connect, execute, shape
from etl.reporting.reports.table import Table

_ABOUT = "select pricing_version, timezone from v1.about"
_MONEY = "usd_"


def run(database: Path, name: str, chosen: Mapping[str, object] | None = None, by: str | None = None) -> Table:
    """Answer a report, or its variant ``by`` (model, month …), from a database file.

    ``chosen``: since and until (local days, inclusive), provider, model, account; None is no filter. The report costs
    also takes hidden_prompt_tokens: how many tokens a prompt that no export shows adds to each request's high bound.
    What must stand beside the rows comes as notes; where there is money, the last tells which prices it was counted
    with. Raises QueryError for an unknown report or variant, or a filter it does not know; DatabaseError as connect().
    """
    asked = question(name, by)
    wanted = _wanted(name, asked.filters, chosen or {})
    with connect(database) as connection:
        table = _ask(connection, asked.table, wanted)
        columns, types = shape(connection)
        notes = [str(note) for (note,) in _ask(connection, asked.notes, wanted)] if asked.notes else []
        ((version, zone),) = _ask(connection, _ABOUT, {})
    if _MONEY in asked.table:
        notes.append(f"Prices of {version or 'no table'}, days in {zone or 'UTC'}.")
    about = {"pricing_version": version, "timezone": zone}
    return Table(name if by is None else f"{name}_by_{by}", columns, types, table, tuple(notes), about, asked.unseen)


def pictures(database: Path, chosen: Mapping[str, object]) -> dict[str, Table]:
    """The rows of every picture, by its name: ``days`` and ``models``.

    ``chosen`` as for run(); the pictures know since, until, provider and account. Raises DatabaseError as connect().
    """
    found = {}
    with connect(database) as connection:
        for name, sql in assets.terminal_queries().items():
            rows = _ask(connection, sql, {key: chosen.get(key) for key in parameters(sql)})
            found[name] = Table(name, *shape(connection), rows)
    return found


def _wanted(name: str, known: tuple[str, ...], chosen: Mapping[str, object]) -> dict[str, object]:
    """The value of every parameter that the report takes; None where nothing was chosen."""
    wanted = {key: value for key, value in chosen.items() if value is not None}
    for key in wanted:
        if key not in known:
            listed = ", ".join(known).replace("_", "-") or "no filter"
            raise QueryError(f"The report {name} cannot be filtered by {key.replace('_', '-')}; it knows: {listed}.")
    return {key: wanted.get(key) for key in known}


def _ask(connection: duckdb.DuckDBPyConnection, sql: str, wanted: Mapping[str, object]) -> list[tuple[object, ...]]:
    execute(connection, sql, {key: wanted[key] for key in parameters(sql)})
    return connection.fetchall()
