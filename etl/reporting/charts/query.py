"""The rows of a chart, from a database."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from etl.errors import QueryError
from etl.reporting.charts.picture import Answer, Options
from etl.reporting.reports.catalogue import parameters
from etl.reporting.reports.connection import connect, execute, shape

BESIDE = "\n-- beside it:\n"
_ABOUT = "select first_day, last_day, timezone, pricing_version from v1.about"
_FILTERS = ("since", "until", "provider", "account", "year", "metric", "size")


def ask(database: Path, name: str, sql: str, options: Options) -> Answer:
    """Put a chart's SQL, with what was chosen, to a database. Raises QueryError, and DatabaseError as connect()."""
    table, _, beside = sql.partition(BESIDE)
    chosen = _chosen(name, options)
    with connect(database) as connection:
        rows = _rows(connection, table, chosen)
        columns, types = shape(connection)
        notes = _rows(connection, beside, chosen) if beside else []
        ((first, last, zone, prices),) = _rows(connection, _ABOUT, {})
    choices = (name, options.metric, options.year and str(options.year), options.share and "share")
    slug = "-".join(part for part in choices if part)
    days = (first if isinstance(first, date) else None, last if isinstance(last, date) else None)
    return Answer(slug, columns, types, rows, notes, *days, str(zone or "UTC"), str(prices) if prices else None)


def within_year(options: Options) -> Options:
    """The same options with the year as first and last day. Raises QueryError for one that no calendar has."""
    if options.year is None:
        return options
    try:
        first, last = date(options.year, 1, 1), date(options.year, 12, 31)
    except ValueError as error:
        raise QueryError(f"There is no year {options.year}; give one like 2025.") from error
    since, until = max(options.since or first, first), min(options.until or last, last)
    return replace(options, since=since, until=until)


def _chosen(name: str, options: Options) -> dict[str, object]:
    return {key: getattr(options, key) for key in _FILTERS}


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, chosen: Mapping[str, object]) -> list[tuple[object, ...]]:
    execute(connection, sql, {key: chosen[key] for key in parameters(sql)})
    return connection.fetchall()
