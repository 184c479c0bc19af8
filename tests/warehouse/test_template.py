"""The database that new ones are copied from is the one that would be made, and has the reference data."""

from pathlib import Path

import duckdb
import pytest

from etl import assets
from etl.state import prices
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
        found.append((content(path, "messages"), _held(path, *_ALL, _SQL), _reference(path)))
    assert found[0] == found[1]
    assert all(found[0][2])


@pytest.mark.parametrize("model", ["gpt-4o", "of-mine"])
def test_prices_of_the_users_own_take_the_place_of_what_it_brings(tmp_path: Path, model: str) -> None:
    path = tmp_path / "chats.duckdb"
    row = {"vendor": "openai", "api_model": model, "valid_from": "2025-06-30", "input": "30", "output": "150"}
    prices.add_price(path, row)
    load(path, [chain("a", 4)])
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute(
            "select input, is_own, valid_to from core.pricing where api_model = ? order by valid_from desc limit 1",
            [model],
        ).fetchall()
        assert [(int(found[0][0]), *found[0][1:])] == [(30, True, None)]
        assert connection.execute("select count(*) from core.pricing where is_own").fetchall() == [(1,)]


def test_its_name_follows_the_sql(monkeypatch: pytest.MonkeyPatch) -> None:
    before, sql = template.place(), assets.sql
    changed = {"messages": "create table core.messages (a integer);"}
    monkeypatch.setattr("etl.assets.sql", lambda folder: changed if folder == "tables" else sql(folder))
    assert template.place() != before
    assert template.shipped() is None


def _reference(path: Path) -> list[list[tuple[object, ...]]]:
    """Every row of each table that a seed fills, of the providers, and of what was planted."""
    names = [table for table in assets.sql("tables") if assets.seed(table).exists()]
    rows = [f"* from core.{table} order by all" for table in (*names, "providers")]
    rows.append("* from core.settings where name in ('planted', 'pricing_version') order by all")
    with duckdb.connect(str(path), read_only=True) as connection:
        return [connection.execute(f"select {what}").fetchall() for what in rows]


def _held(path: Path, *kinds: str) -> list[list[tuple[object, ...]]]:
    """Every column, view and table of a file."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return [connection.execute(f"select {what} {_OURS}").fetchall() for what in kinds]
