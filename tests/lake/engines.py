"""A lake of the samples, and views of other engines beside DuckDB's, cell by cell."""

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb

from etl.lake.generation import Generation, core_file, folder, publish
from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.warehouse import schema
from etl.warehouse.file import quoted
from tests.pipeline.test_core_tables import paths

BUCKETS = 3
SPARK = {
    "varchar": "string",
    "integer": "int",
    "bigint": "bigint",
    "double": "double",
    "date": "date",
    "boolean": "boolean",
    "timestamp": "timestamp_ntz",
}
"""What Spark calls the types of v1; decimals are called alike."""

Row = tuple[object, ...]

_CELLS = {
    "VARCHAR": "'é''s'",
    "DATE": "date '2026-01-05'",
    "TIMESTAMP": "timestamp '2026-01-05 12:00:00.25'",
    "BOOLEAN": "true",
    "BLOB": "'x'::blob",
}
_KEYS = {"provider": "'claude'", "account_id": "'me'", "per": "'day'"}
"""A cell for each column of the tables that no sample has a row of; a number where none is said."""


def sample_lake(place: Path) -> tuple[Path, Path, Generation]:
    """A database of all samples and a lake of the same rows: some tables in several files, some in none."""
    database, lake = place / "c.duckdb", folder(place / "lake")
    load([*paths("samples"), *paths("demo")], Options(database, account="me", zone="Europe/Zurich"), lambda *_: None)
    with duckdb.connect(str(database)) as connection:
        files = {table: _files(connection, lake, table, columns) for table, columns in _tables(connection).items()}
    generation = Generation(
        1,
        BUCKETS,
        {table: tuple(path.relative_to(lake).as_posix() for path in paths) for table, paths in files.items()},
    )
    publish(lake, generation)
    return database, lake, generation


def _tables(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """The columns of each core table with their types."""
    told = "select table_name, column_name, data_type from duckdb_columns() where schema_name = 'core' order by all"
    tables: dict[str, dict[str, str]] = {}
    for table, column, kind in connection.execute(told).fetchall():
        tables.setdefault(table, {})[column] = kind
    return tables


def _files(connection: duckdb.DuckDBPyConnection, lake: Path, table: str, columns: dict[str, str]) -> list[Path]:
    """Write the files of a table, which gets a row if it has none, but for one table."""
    if table == "budgets":
        connection.execute("insert into core.budgets values ('week', null, 0.05), ('month', 'etl', 12.5)")
    elif table != "replacements" and not connection.execute(f"select 1 from core.{table} limit 1").fetchone():
        cells = ", ".join(_KEYS.get(column, _CELLS.get(kind, "1")) for column, kind in columns.items())
        connection.execute(f"insert into core.{table} ({', '.join(columns)}) values ({cells})")
    return list(_written(connection, lake, table, "provider" in columns))


def _written(connection: duckdb.DuckDBPyConnection, lake: Path, table: str, is_settled: bool) -> Iterable[Path]:
    for bucket in range(BUCKETS) if is_settled else (None,):
        path = core_file(lake, table, "00000001", bucket)
        rows = f"from core.{table}" + ("" if bucket is None else f" where hash(provider) % {BUCKETS} = {bucket}")
        if connection.execute(f"select 1 {rows} limit 1").fetchone():
            folder(path.parent)
            connection.execute(f"copy ({rows}) to {quoted(str(path))} (format parquet)")
            yield path


def differences(database: Path, session: Any, view: str, other: str = "") -> list[tuple[object, ...]]:
    """What an engine's view, or another of its views, tells otherwise than DuckDB's: types, how many rows, or cells."""
    with duckdb.connect(str(database), read_only=True) as connection:
        described = connection.execute(f"select column_name, column_type from (describe v1.{view})").fetchall()
        ours = _sorted(connection.execute(f"from v1.{view}").fetchall())
    frame = session.sql(f"select * from v1.{other or view}")
    types = [(field.name, field.dataType.simpleString()) for field in frame.schema.fields]
    expected = [(name, SPARK.get(kind.lower(), kind.lower().replace(", ", ","))) for name, kind in described]
    if types != expected:
        return [pair for pair in zip(types, expected, strict=False) if pair[0] != pair[1]]
    theirs = _sorted([tuple(row) for row in frame.collect()])
    if len(ours) != len(theirs):
        return [(len(ours), len(theirs))]
    pairs = zip(ours, theirs, strict=True)
    cells = [cell for own, other in pairs for cell in zip(frame.columns, own, other, strict=True)]
    return [(name, one, other) for name, one, other in cells if not _same(one, other)]


def _sorted(rows: list[Row]) -> list[Row]:
    """In an order that the last digits of doubles do not change."""
    return sorted(rows, key=lambda row: [(cell is None, _rounded(cell)) for cell in row])


def _rounded(cell: object) -> str:
    return f"{cell:.9g}" if isinstance(cell, float) else str(cell)


def _same(one: object, other: object) -> bool:
    """Are two cells equal? Doubles to 1e-12 of their size, as sums of them come in any order."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-12) or (math.isnan(one) and math.isnan(other))
    return type(one) is type(other) and one == other


def view_names() -> Sequence[str]:
    """Every view of v1."""
    return [name for _, name in schema.queries()]
