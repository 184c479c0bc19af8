"""The core tables of a lake: which are settled bucket by bucket, and how one becomes a file, or a file one."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import token_hex
from shutil import rmtree

import duckdb

from etl import assets
from etl.files import sync
from etl.lake.generation import folder
from etl.transform.batches import TABLES
from etl.warehouse.file import connect, quoted

EXTRACTED = tuple(sorted(set(TABLES.values())))
"""The tables that extract fills."""

SETTLED = (*EXTRACTED, "copies", "older_versions", "replacements", "requests", "split_answers")
"""The tables whose rows belong to an account, and to its bucket."""

COMPRESSION = "format parquet, compression zstd, compression_level 1, use_tmp_file false"
"""At the fastest level: a higher one costs as much as all else that settling does, and saves a tenth."""


@contextmanager
def private(lake: Path, memory: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of one task's own, without a file; beyond ``memory`` bytes it spills into the lake's folder."""
    place = folder(lake / "work") / token_hex(8)
    place.mkdir(mode=0o700)
    try:
        with closing(connect(place / "spill", memory)) as connection:
            yield connection
    finally:
        rmtree(place, ignore_errors=True)


def write(connection: duckdb.DuckDBPyConnection, rows: str, path: Path) -> None:
    """Write rows (a table, or a query in brackets) into a file, mode 0600, that is whole when it has its name.

    That it is on the disk is seen to once for all files of a generation, before that is published.
    """
    folder(path.parent)
    partial = path.with_name(f"{path.name}.{token_hex(4)}.partial")
    os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        connection.execute(f"copy (from {rows}) to {quoted(str(partial))} ({COMPRESSION})")
        if not hasattr(os, "sync"):
            sync(partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def fill(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Sequence[Path]]) -> None:
    """Fill core tables with the rows of files."""
    for table, files in tables.items():
        listed = [str(path) for path in files]
        rows = "read_parquet($files, hive_partitioning = false)"
        connection.execute(f"insert into core.{table} by name from {rows}", {"files": listed})


def see(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Sequence[Path]]) -> None:
    """Let core tables be views of files: nothing of them is read before it is asked for."""
    for table, files in tables.items():
        if files:
            listed = ", ".join(quoted(str(path)) for path in files)
            connection.execute(f"drop table core.{table}")
            connection.execute(f"create view core.{table} as from read_parquet([{listed}], hive_partitioning = false)")


def whole_tables() -> list[str]:
    """The tables that are of the whole lake."""
    return [table for table in assets.sql("tables") if table not in SETTLED]
