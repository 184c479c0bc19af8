"""A database, opened for reading, and questions put to it."""

import re
import time
from pathlib import Path

import duckdb

from etl.errors import DatabaseError, QueryError
from etl.warehouse.access import is_held, is_of_files, refusal, refuse_foreign
from etl.warehouse.file import OFFLINE, Config
from etl.warehouse.lake_file import missing

_PAUSE = 0.02
_SPEAKS_OF_SQL = (duckdb.ParserException, duckdb.CatalogException, duckdb.BinderException)


def connect(database: Path, config: Config = OFFLINE, patience: float = 0.0) -> duckdb.DuckDBPyConnection:
    """Open a database file for reading only; no extension is ever fetched.

    ``patience``: seconds to wait where it is held, as a load holds it for a moment when it begins and ends.
    Raises DatabaseError if there is no such file, or it cannot be read: not ours, locked, of a newer DuckDB.
    """
    until = time.monotonic() + patience
    while True:
        try:
            return _connect(database, config)
        except DatabaseError as error:
            if not is_held(error.__cause__) or time.monotonic() >= until:
                raise
            time.sleep(_PAUSE)


def execute(connection: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, object]) -> None:
    """Ask; the answer waits in the connection.

    Raises QueryError with DuckDB's reason in one line, duckdb.Error where that is a file that a view shows.
    """
    try:
        connection.execute(sql, parameters or None)
    except duckdb.Error as error:
        if is_of_files(error):
            raise
        raise QueryError(reason(error)) from error


def shape(connection: duckdb.DuckDBPyConnection) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names and the DuckDB types of the columns of the answer that waits."""
    description = connection.description or []
    return tuple(str(column[0]) for column in description), tuple(str(column[1]) for column in description)


def reason(error: duckdb.Error) -> str:
    """DuckDB's message as a sentence of ours, without its excerpt of the query and without any value of a row."""
    if "'pytz'" in str(error):
        # DuckDB hands these to Python through a library that nothing else here needs.
        return "A time with a zone cannot be shown; cast it: now()::timestamp."
    if not isinstance(error, _SPEAKS_OF_SQL):
        # What DuckDB quotes here are values of rows, over several lines where a text has them.
        return _sentence(re.split(r"[\"'\n]", str(error))[0]) + " …"
    return _sentence(re.split(r"(?<!\n)\n++LINE \d+:", str(error))[0])


def _sentence(said: str) -> str:
    """What DuckDB said, on one line and without the name of the part of it that said so."""
    kind, _, rest = " ".join(said.split()).partition(" Error: ")
    if not rest:
        return kind
    return f"The statement cannot be read: {rest}" if kind == "Parser" else rest[0].upper() + rest[1:]


def _connect(database: Path, config: Config) -> duckdb.DuckDBPyConnection:
    if not database.exists():
        raise missing(database)
    refuse_foreign(database)
    try:
        connection = duckdb.connect(str(database), read_only=True, config=config)
    except duckdb.Error as error:
        raise DatabaseError(refusal(database, error)) from error
    if not connection.execute("select 1 from duckdb_schemas() where schema_name = 'v1'").fetchall():
        connection.close()
        raise DatabaseError(f"{database.name} is a DuckDB file without our views; choose another with --db.")
    return connection
