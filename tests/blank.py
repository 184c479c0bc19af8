"""A database without a row, for tests that put rows in by themselves: copied, as the making takes half a second."""

from atexit import register
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from etl import blank


def lay(connection: duckdb.DuckDBPyConnection) -> None:
    """Put every table and view, with every comment, into the connection's catalog, which must be empty."""
    ((catalog,),) = connection.execute("select current_database()").fetchall()
    connection.execute(f"attach '{_made()}' as blank (read_only)")
    connection.execute(f'copy from database blank to "{catalog}"')
    connection.execute("detach blank")


@cache
def _made() -> Path:
    folder = TemporaryDirectory()
    register(folder.cleanup)
    path = Path(folder.name) / "blank.duckdb"
    blank.make(path)
    return path
