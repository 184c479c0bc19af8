"""A database without a row, for tests that put rows in by themselves: copied, as the making takes half a second."""

import os
from atexit import register
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import duckdb

from etl.warehouse import template


def lay(connection: duckdb.DuckDBPyConnection) -> None:
    """Put every table and view, with every comment, into the connection's catalog, which must be empty."""
    ((catalog,),) = connection.execute("select current_database()").fetchall()
    connection.execute(f"attach '{template.shipped() or _made()}' as blank (read_only)")
    connection.execute(f'copy from database blank to "{catalog}" (schema)')
    connection.execute("detach blank")


@cache
def _made() -> Path:
    folder = Path(mkdtemp())
    register(_remove, folder, os.getpid())
    template.make(folder / "blank.duckdb")
    return folder / "blank.duckdb"


def _remove(folder: Path, owner: int) -> None:
    """A process that a test forks must not remove what is not its own."""
    if os.getpid() == owner:
        rmtree(folder)
