"""Every connection of a build: it fetches no extension, and keeps within its memory and its folder."""

from pathlib import Path

import duckdb

from etl.warehouse.template import NEW


def connect(spill: Path | None = None, memory_limit: str = "256MB") -> duckdb.DuckDBPyConnection:
    """A connection without a file; what does not fit into ``memory_limit`` goes into the folder ``spill``."""
    return duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "memory_limit": memory_limit,
            "threads": 1,
            "temp_directory": "" if spill is None else str(spill),
        },
    )


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


def quoted(text: str) -> str:
    """A text as an SQL literal, where a parameter cannot stand."""
    return "'" + text.replace("'", "''") + "'"
