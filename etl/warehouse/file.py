"""A database file: in which format it is made, how it is opened, and what tells it from another in its place."""

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    import pyarrow as pa

STORAGE = "v1.2.0"
"""The oldest file format that can hold columns compressed with zstd; DuckDB 1.2 to 2.x read it."""

ROW_GROUP = 40_960
"""Rows that are compressed together: fewer need less memory, and let compression begin earlier."""

BLOCK = 32_768
"""Bytes of a block: with DuckDB's usual 262,144 each of the many small tables takes half a megabyte."""

NEW = (f"row_group_size {ROW_GROUP}", f"storage_version '{STORAGE}'", f"block_size {BLOCK}")
"""With these a database of ours is attached when it is made."""

Config = dict[str, str | bool | int | float | list[str]]
"""Settings of DuckDB."""

OFFLINE: Config = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
"""With these every connection is made: no extension is ever fetched."""

Identity = tuple[int, int, int]
"""What tells a file that was touched: inode, bytes, time of the last change in nanoseconds."""


def connect(spill: Path | None = None, memory: int = 256_000_000) -> duckdb.DuckDBPyConnection:
    """A connection without a file; what does not fit into ``memory`` bytes goes into the folder ``spill``."""
    temporary = "" if spill is None else str(spill)
    bounds: Config = {"memory_limit": f"{memory}B", "threads": 1, "temp_directory": temporary}
    return duckdb.connect(":memory:", config=OFFLINE | bounds)


def attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str, *, read_only: bool = True) -> None:
    """Attach a database file. Raises duckdb.Error as DuckDB does: a lock, a foreign file, a newer format."""
    access = ", read_only" if read_only else ""
    connection.execute(f"attach {quoted(str(path))} as {name} (type duckdb{access})")


def attach_staged(connection: duckdb.DuckDBPyConnection, path: Path, name: str, *, is_new: bool) -> None:
    """Attach a file that nobody else knows of; if ``is_new``, make it, in a format DuckDB 1.2 to 2.x reads.

    No log is kept of its changes: what is not finished is thrown away.
    """
    options = ["type duckdb", *(NEW if is_new else NEW[:1])]
    if not duckdb.__version__.startswith("1.4."):
        options.append("recovery_mode no_wal_writes")
    connection.execute(f"attach {quoted(str(path))} as {name} ({', '.join(options)})")


def keep(connection: duckdb.DuckDBPyConnection, name: str, rows: "pa.Table") -> None:
    """Put rows into a temp table of that name, in place of one that is there."""
    connection.register("incoming_rows", rows)
    connection.execute(f"create or replace temp table {name} as from incoming_rows")
    connection.unregister("incoming_rows")


def quoted(text: str) -> str:
    """A text as an SQL literal, where a parameter cannot stand."""
    return "'" + text.replace("'", "''") + "'"


def identity(path: Path) -> Identity | None:
    """Which file stands at a path; None for none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def log_of(path: Path) -> Path:
    """Where DuckDB keeps what it has not yet written into the file."""
    return path.with_name(f"{path.name}.wal")
