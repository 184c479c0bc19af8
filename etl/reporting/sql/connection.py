"""A connection that can do nothing but read the one database."""

import time
from pathlib import Path

import duckdb

from etl.errors import DatabaseError
from etl.reporting.reports import connection as reports
from etl.reporting.sql.bounds import Bounds
from etl.warehouse.file import OFFLINE, Config

_LOCKED: Config = {
    "enable_external_access": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "temp_directory": "",
    "lock_configuration": True,
}
_PATIENCE = 2.0
_PAUSE = 0.05


def connect(database: Path, bounds: Bounds) -> duckdb.DuckDBPyConnection:
    """For reading only, with nothing else in reach; a load that has just begun may hold the file for a moment.

    Raises DatabaseError if there is no such file, or it cannot be read.
    """
    own: Config = {"memory_limit": f"{bounds.memory // 1_000_000}MB", "threads": bounds.threads}
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return reports.connect(database, OFFLINE | _LOCKED | own)
        except DatabaseError as error:
            if not _is_held(error) or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)


def _is_held(error: DatabaseError) -> bool:
    return isinstance(error.__cause__, duckdb.IOException) and "lock" in str(error.__cause__)
