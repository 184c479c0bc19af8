"""What the user asks in SQL."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from etl.errors import QueryError
from etl.reporting.reports.connection import connect, execute, reason, shape
from etl.reporting.reports.table import Table

_BATCH = 1_000
_QUESTIONS = ("SELECT", "EXPLAIN", "PRAGMA", "CALL")


def query(database: Path, sql: str) -> Table:
    """Answer one statement of the user's. The rows come as they are read, so an answer can be of any size.

    Raises QueryError with DuckDB's reason in one line, also for several statements and for one that does more than
    ask: writes files, attaches or fetches something, or changes a setting.
    """
    connection = connect(database)
    try:
        _refuse_more_than_a_question(connection, sql)
        execute(connection, sql, {})
    except (duckdb.Error, QueryError) as error:
        connection.close()
        raise error if isinstance(error, QueryError) else QueryError(reason(error)) from error
    columns, types = shape(connection)
    return Table("query", columns, types, _rows(connection))


def _refuse_more_than_a_question(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    kinds = [statement.type.name for statement in connection.extract_statements(sql)]
    if len(kinds) != 1:
        raise QueryError("Ask one statement at a time.")
    if kinds[0] not in _QUESTIONS:
        raise QueryError(f"Only questions are answered here (select, from, describe, explain), not {kinds[0].lower()}.")


def _rows(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    with connection:
        while True:
            try:
                batch = connection.fetchmany(_BATCH)
            except duckdb.Error as error:
                raise QueryError(reason(error)) from error
            if not batch:
                return
            yield from batch
