"""The rules that views keep, so that every reader of the file gets the same answer; and what v1 promises."""

import re
from collections.abc import Callable, Iterator

import duckdb
import pytest

from etl.warehouse import schema
from tests.warehouse.views.view_trees import VIEWS, nodes, parsed, selects, steps

PLAIN = {"VARCHAR", "BIGINT", "INTEGER", "DOUBLE", "DATE", "TIMESTAMP", "BOOLEAN"}
UNPORTABLE = re.compile(
    r"isodow|dayofweek|dayname|monthname|quantile|percentile|generate_series|epoch_ms|date_trunc|timezone|json|pivot"
)


@pytest.fixture(scope="module")
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"autoload_known_extensions": False}) as connection:
        schema.create_tables(connection)
        schema.create_views(connection)
        yield connection


@pytest.mark.parametrize("view", VIEWS)
def test_a_file_makes_the_view_of_its_name_and_says_first_what_it_is(view: str) -> None:
    first, second = VIEWS[view].splitlines()[:2]
    assert first.startswith("-- ")
    assert second == f"create or replace view v1.{view} as"


@pytest.mark.parametrize("view", VIEWS)
def test_every_column_of_a_view_is_cast(view: str) -> None:
    columns = [column for select in selects(parsed(view)) for column in select["select_list"]]
    assert columns
    assert {column["class"] for column in columns} <= {"CAST"}


@pytest.mark.parametrize("view", VIEWS)
def test_every_name_in_a_view_has_its_schema(view: str) -> None:
    tree = parsed(view)
    known = {name for node in nodes(tree) for name in steps(node)}
    named = {(node["schema_name"], node["table_name"]) for node in nodes(tree) if node.get("type") == "BASE_TABLE"}
    assert named
    assert all(schema in ("core", "v1") or (not schema and name in known) for schema, name in named)


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_uses_nothing_that_engines_disagree_about(view: str) -> None:
    found = list(nodes(parsed(view)))
    kinds = {str(node.get(key)) for node in found for key in ("class", "ref_type")}
    called = {str(node["function_name"]) for node in found if "function_name" in node}
    assert not kinds & {"STAR", "LAMBDA", "ASOF"}
    assert not [name for name in called if UNPORTABLE.search(name)]


def test_columns_of_views_have_plain_types(empty: duckdb.DuckDBPyConnection) -> None:
    kinds = empty.execute("select distinct data_type from duckdb_columns() where schema_name = 'v1'").fetchall()
    assert {kind for (kind,) in kinds if not kind.startswith("DECIMAL")} <= PLAIN


@pytest.mark.parametrize("schema", ["core", "v1"])
def test_every_table_view_and_column_says_what_it_is(empty: duckdb.DuckDBPyConnection, schema: str) -> None:
    silent = "select table_name, column_name from duckdb_columns() where schema_name = ? and comment is null"
    assert empty.execute(silent, [schema]).fetchall() == []
    made = (
        "select table_name, comment from duckdb_tables() where schema_name = $1 "
        "union all select view_name, comment from duckdb_views() where schema_name = $1"
    )
    comments = dict(empty.execute(made, [schema]).fetchall())
    assert comments
    assert [name for name, comment in comments.items() if not str(comment).startswith("One row per ")] == []


def test_the_promise_is_kept(empty: duckdb.DuckDBPyConnection, expect: Callable[[str, str], None]) -> None:
    promised = (
        "select concat_ws(' | ', table_name, column_name, data_type, comment) from duckdb_columns() "
        "where schema_name = 'v1' order by table_name, column_index"
    )
    lines = [line for (line,) in empty.execute(promised).fetchall()]
    expect("promise/v1.txt", "\n".join(lines) + "\n")
