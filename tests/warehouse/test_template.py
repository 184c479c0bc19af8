"""The empty database that new ones are copied from is the one that would be made."""

from pathlib import Path

import duckdb
import pytest

from etl.warehouse import schema, template
from tests.warehouse.blank_database import lay
from tests.warehouse.build.build_cases import chain, content, load

_OURS = "where not internal and database_name = current_catalog() order by all"
_SQL = "schema_name, view_name, sql from duckdb_views()"
"""How it is written down differs with the format of the file."""
_ALL = (
    "schema_name, table_name, column_name, data_type, is_nullable, column_default, comment from duckdb_columns()",
    "schema_name, view_name, comment from duckdb_views()",
    "schema_name, table_name, sql, comment from duckdb_tables()",
)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "blank.duckdb"
    template.make(path)
    return path


def test_it_is_the_made_one_to_the_last_comment(blank: Path, tmp_path: Path) -> None:
    paths = [tmp_path / "made.duckdb", tmp_path / "copied.duckdb", blank]
    with duckdb.connect(str(paths[0])) as made, duckdb.connect(str(paths[1])) as copied:
        schema.create_tables(made)
        schema.create_views(made)
        lay(copied)
    found = [_held(path, *_ALL) for path in paths]
    assert all(found[0])
    assert found[1:] == found[:1] * 2


def test_a_load_without_it_makes_the_same(blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for begun in (blank, tmp_path / "none.duckdb"):
        monkeypatch.setattr(template, "place", lambda begun=begun: begun)
        path = tmp_path / f"by-{begun.name}"
        load(path, [chain("a", 4)])
        found.append((content(path, "messages"), _held(path, *_ALL, _SQL)))
    assert found[0] == found[1]


def test_its_name_follows_the_sql(monkeypatch: pytest.MonkeyPatch) -> None:
    before = template.place()
    monkeypatch.setattr("etl.assets.sql", lambda folder: {"messages": "create table core.messages (a integer);"})
    assert template.place() != before
    assert template.shipped() is None


def _held(path: Path, *kinds: str) -> list[list[tuple[object, ...]]]:
    """Every column, view and table of a file."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return [connection.execute(f"select {what} {_OURS}").fetchall() for what in kinds]
