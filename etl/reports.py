"""Answers: what queries/ asks of the versioned views, and what the user asks in SQL. Never writes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl import assets
from etl.errors import DatabaseError, QueryError

_PARAMETER = re.compile(r"\$(\w+)")
_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_BATCH = 1_000
_QUESTIONS = ("SELECT", "EXPLAIN", "PRAGMA", "CALL")
_SPEAKS_OF_SQL = (duckdb.ParserException, duckdb.CatalogException, duckdb.BinderException)


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: its name, its columns with their DuckDB types, and its rows, which can be read once."""

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: Iterable[tuple[object, ...]]


def names() -> dict[str, str]:
    """Every report, with the question it answers: the first line of its SQL."""
    return {name: sql.splitlines()[0].removeprefix("--").strip() for name, sql in assets.queries().items()}


def catalogue() -> Table:
    """The list of reports, as a table."""
    return Table("reports", ("report", "question"), ("VARCHAR", "VARCHAR"), list(names().items()))


def filters(name: str) -> tuple[str, ...]:
    """The filters that a report knows, of since, until, provider, model and account."""
    return tuple(dict.fromkeys(_PARAMETER.findall(_sql(name))))


def run(database: Path, name: str, chosen: Mapping[str, object] | None = None) -> Table:
    """Answer a report from a database file.

    ``chosen``: since and until (local days, inclusive), provider, model, account; None is no filter.
    Raises QueryError for an unknown report, or a filter it does not know; DatabaseError as connect() does.
    """
    sql, known = _sql(name), filters(name)
    wanted = {key: value for key, value in (chosen or {}).items() if value is not None}
    for key in wanted:
        if key not in known:
            raise QueryError(f"The report {name} cannot be filtered by {key}; it knows: {_listed(known)}.")
    with connect(database) as connection:
        cursor = _execute(connection, sql, {key: wanted.get(key) for key in known})
        columns, types = _shape(cursor)
        return Table(name, columns, types, cursor.fetchall())


def query(database: Path, sql: str) -> Table:
    """Answer one statement of the user's. The rows come as they are read, so an answer can be of any size.

    Raises QueryError with DuckDB's reason in one line, also for several statements and for one that does more than
    ask: writes files, attaches or fetches something, or changes a setting.
    """
    connection = connect(database)
    try:
        _refuse_more_than_a_question(connection, sql)
        cursor = _execute(connection, sql, {})
    except (duckdb.Error, QueryError) as error:
        connection.close()
        raise error if isinstance(error, QueryError) else QueryError(_reason(error)) from error
    columns, types = _shape(cursor)
    return Table("query", columns, types, _rows(connection))


def connect(database: Path) -> duckdb.DuckDBPyConnection:
    """Open a database file for reading only; no extension is ever fetched.

    Raises DatabaseError if there is no such file, or it cannot be read: not ours, locked, of a newer DuckDB.
    """
    if not database.exists():
        raise DatabaseError(f"There is no {database.name}. Make it with: etl load EXPORT")
    try:
        connection = duckdb.connect(str(database), read_only=True, config=_OFFLINE)
    except duckdb.Error as error:
        # Only a refusal needs the builder, which takes its time to import.
        from etl.build.look import refusal

        raise DatabaseError(refusal(database, error)) from error
    if not connection.execute("select 1 from duckdb_schemas() where schema_name = 'v1'").fetchall():
        connection.close()
        raise DatabaseError(f"{database.name} is a DuckDB file without our views; choose another with --db.")
    return connection


def _sql(name: str) -> str:
    reports = assets.queries()
    if name not in reports:
        raise QueryError(f"There is no report '{name}'. There are: {', '.join(reports)}.")
    return reports[name]


def _listed(known: tuple[str, ...]) -> str:
    return ", ".join(known) or "no filter"


def _execute(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, object]
) -> duckdb.DuckDBPyConnection:
    try:
        return connection.execute(sql, parameters or None)
    except duckdb.Error as error:
        raise QueryError(_reason(error)) from error


def _shape(cursor: duckdb.DuckDBPyConnection) -> tuple[tuple[str, ...], tuple[str, ...]]:
    description = cursor.description or []
    return tuple(str(column[0]) for column in description), tuple(str(column[1]) for column in description)


def _rows(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    with connection:
        while True:
            try:
                batch = connection.fetchmany(_BATCH)
            except duckdb.Error as error:
                raise QueryError(_reason(error)) from error
            if not batch:
                return
            yield from batch


def _refuse_more_than_a_question(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    kinds = [statement.type.name for statement in connection.extract_statements(sql)]
    if len(kinds) != 1:
        raise QueryError("Ask one statement at a time.")
    if kinds[0] not in _QUESTIONS:
        raise QueryError(f"Only questions are answered here (select, from, describe, explain), not {kinds[0].lower()}.")


def _reason(error: duckdb.Error) -> str:
    """DuckDB's message in one line, without the excerpt of the query and without any value of a row."""
    if "'pytz'" in str(error):
        # DuckDB hands these to Python through a library that nothing else here needs.
        return "A time with a zone cannot be shown; cast it: now()::timestamp."
    if not isinstance(error, _SPEAKS_OF_SQL):
        # What DuckDB quotes here are values of rows, over several lines where a text has them.
        return " ".join(re.split(r"[\"'\n]", str(error))[0].split()) + " …"
    return " ".join(re.split(r"\n+LINE \d+:", str(error))[0].split())
