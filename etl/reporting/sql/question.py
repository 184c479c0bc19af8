"""One question of the user's in SQL, asked in this process, of a connection that can do nothing but read."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from etl.errors import DatabaseError, EtlError, QueryError
from etl.lake.generation import core_folder
from etl.reporting.reports import connection as reports
from etl.reporting.reports.connection import reason, shape
from etl.reporting.reports.table import Table
from etl.reporting.sql.bounds import Bounds
from etl.reporting.sql.judgement import refusal
from etl.reporting.sql.searches import searched
from etl.warehouse.access import damage
from etl.warehouse.file import OFFLINE, Config, quoted
from etl.warehouse.lake_file import lake_of

_BATCH = 1_000
_USUAL = Bounds()
_ENDS = (".", "!", "?", "…")
_CLOSED: Config = {
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "temp_directory": "",
}
_LOCKED: Config = {"enable_external_access": False, "lock_configuration": True}
_SHOWN = "select 1 from duckdb_views() where schema_name = 'core' and contains(sql, ?) limit 1"
_PATIENCE = 2.0


def query(database: Path, sql: str, bounds: Bounds = _USUAL) -> Table:
    """Answer one statement. The rows come as they are read, so an answer can be of any size.

    Nothing here ends a statement that takes all time, or more memory than DuckDB counts: runner.py has this done in
    a process that can be killed. Raises QueryError with the reason in one line, also for several statements and for
    one that does more than ask of the database; SettingError where it searches for what means nothing; DatabaseError
    where the database cannot be read.
    """
    connection = connect(database, bounds)
    try:
        why = refusal(connection, sql)
        if why:
            raise QueryError(why)
        _search(connection, database, sql)
        connection.execute(sql)
    except (duckdb.Error, EtlError) as error:
        connection.close()
        raise error if isinstance(error, EtlError) else _told(database, error) from error
    columns, types = shape(connection)
    return Table("query", columns, types, _rows(connection, database))


def connect(database: Path, bounds: Bounds) -> duckdb.DuckDBPyConnection:
    """For reading only, with nothing else in reach; a load that has just begun may hold the file for a moment.

    Of a lake the files of its tables are within reach too, as its database holds none of their rows.
    Raises DatabaseError if there is no such file, or it cannot be read.
    """
    own: Config = {"memory_limit": f"{bounds.memory // 1_000_000}MB", "threads": bounds.threads}
    lake = lake_of(database)
    if lake is None:
        return reports.connect(database, OFFLINE | _CLOSED | _LOCKED | own, _PATIENCE)
    connection = reports.connect(database, OFFLINE | _CLOSED | own, _PATIENCE)
    try:
        _lock(connection, core_folder(lake), database)
    except DatabaseError:
        connection.close()
        raise
    return connection


def _lock(connection: duckdb.DuckDBPyConnection, core: Path, database: Path) -> None:
    """Leave nothing within reach of a lake's database but the files of tables, and let nothing be set any more."""
    if not connection.execute(_SHOWN, [str(core)]).fetchall():
        raise DatabaseError(f"{database.name} shows a lake elsewhere; make it anew with: etl lake views DIR")
    # Connections of one process share what is set: another may have locked it.
    if connection.execute("select current_setting('lock_configuration')").fetchall() == [(False,)]:
        # What is within reach can be said only before all else is shut.
        connection.execute(f"set allowed_directories = [{quoted(f'{core}/')}]")
        for name, value in _LOCKED.items():
            connection.execute(f"set {name} = {value}")


def _search(connection: duckdb.DuckDBPyConnection, database: Path, sql: str) -> None:
    """Let search('words') stand for what is found, for each of the words in the statement."""
    asked = searched(connection, sql)
    if asked:
        # Few statements search, and all of them begin with the imports of this process.
        from etl.search.rows import keep

        keep(connection, database, asked)


def _rows(connection: duckdb.DuckDBPyConnection, database: Path) -> Iterator[tuple[object, ...]]:
    with connection:
        while True:
            try:
                batch = connection.fetchmany(_BATCH)
            except duckdb.Error as error:
                raise _told(database, error) from error
            if not batch:
                return
            yield from batch


def _told(database: Path, error: duckdb.Error) -> EtlError:
    told = damage(database, error)
    return DatabaseError(told) if told else QueryError(_why(error))


def _why(error: duckdb.Error) -> str:
    if isinstance(error, duckdb.OutOfMemoryException):
        return "The statement needs more memory than is given to one; ask for less."
    if isinstance(error, duckdb.PermissionException):
        return "No file but the database is read here, and none is written; ask its tables and views."
    said = reason(error)
    is_bare = isinstance(error, duckdb.ParserException) and said[-1:] not in _ENDS
    return f"{said}; mend the statement, and ask again." if is_bare else said
