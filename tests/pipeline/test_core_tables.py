"""Every cell of every core table as it was: what makes a load faster changes nothing in what it stores."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from etl.pipeline.load import load
from etl.pipeline.options import Options
from tests.bench.load import export_of
from tests.conftest import ROOT

CLOCK = {
    *("started_at", "finished_at", "seconds", "first_seen_at", "last_seen_at", "exported_at", "last_exported_at"),
    *("product_version", "value", "folder", "modified_ns", "mark", "export_digest"),
    *("export", "exports"),
}
"""Columns of what differs from one load of the same to the next, and from one place or version to another."""

CELLS = """
select count(*) || ' rows, ' || coalesce(sum(('0x' || substr(md5(cell), 1, 14))::bigint), 0)
from (select concat_ws(chr(31), {key}, coalesce({column}::varchar, chr(30))) as cell from core.{table})
"""
"""The cells of a column with what says of which row each is, in one figure that no order of rows changes."""

KEYS = ("provider", "account_id", "conversation_id", "node_id", "ordinal", "citation_id", "name", "member", "tour_in")


@pytest.mark.parametrize("name", ["samples", "demo", pytest.param("generated", marks=pytest.mark.slow)])
def test_every_cell_of_every_core_table_is_as_it_was(
    name: str, tmp_path: Path, expect: Callable[[str, str], None]
) -> None:
    database = tmp_path / "c.duckdb"
    load(paths(name), Options(database, account="me", zone="Europe/Zurich"), lambda *_: None)
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        told = {table: _columns(connection, table, names) for table, names in _tables(connection)}
    expect(f"core_tables/{name}.json", json.dumps(told, indent=1) + "\n")


def paths(name: str) -> list[Path]:
    """The exports of a name: all samples, the demo, or 20 MB that are generated."""
    if name == "samples":
        return [path for folder in sorted((ROOT / "samples").iterdir()) if folder.is_dir() for path in _sorted(folder)]
    return [ROOT / "samples" / "demo.zip" if name == "demo" else export_of(20, 1)]


def _sorted(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".json", ".jsonl", ".zip"))


def _tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, list[str]]]:
    return connection.execute(
        "select table_name, list(column_name order by column_index) from duckdb_columns() "
        "where schema_name = 'core' group by all order by all"
    ).fetchall()


def _columns(connection: duckdb.DuckDBPyConnection, table: str, names: list[str]) -> dict[str, str]:
    key = ", ".join(name for name in names if name in KEYS) or "''"
    kept = [name for name in names if name not in CLOCK]
    figures = [connection.execute(CELLS.format(key=key, column=name, table=table)).fetchone() for name in kept]
    return {name: str(figure[0]) for name, figure in zip(kept, figures, strict=True) if figure}
