"""What is asked is judged by the parser's tree: whatever DuckDB there is, and wherever in a statement it stands."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.errors import QueryError
from etl.reporting.sql.bounds import Bounds
from etl.reporting.sql.judgement import refusal
from etl.reporting.sql.question import connect, query

REFUSED = (
    "(select max(content) from read_text('secret.csv'))",
    '(from "query"($$select 1$$))',
    "(select count(*) from duckdb_settings())",
    "(from (from glob('*') limit 1))",
    "(select count(*) from duckdb_databases)",
    "current_setting('threads')",
    "system.main.\"CURRENT_SETTING\"/**/('threads')",
    "('threads').current_setting()",
    "(show threads)" if duckdb.__version__ >= "2" else "getvariable('a')",
)
PLACES = (
    "select {}",
    "select 1 where {} is null",
    "select count(*) from range(3) group by {}",
    "select count(*) from range(3) having {} is null",
    "select 1 order by {}",
    "select 1 limit {}",
    "select 1 from range(1) as a join range(1) as b on {} is null",
    "select sum(range) over (partition by {}) from range(3)",
    "select sum(range) filter ({} is null) from range(3)",
    "select string_agg(range, 'a' order by {}) from range(3)",
    "select range from range(3) qualify row_number() over (order by {}) = 1",
    "select case when 1 = 2 then 3 else {} end",
    "select 1 in (1, {})",
    "select 1 between 0 and {}",
    "select [1, {}], {{'a': {}}}",
    "select list_filter([1], lambda a: {} is null)",
    "select [a for a in [1] if {} is null]",
    "select * replace ({} as range) from range(3)",
    "select a: {}",
    "values (1), ({})",
    "select distinct on ({}) 1",
    "from range(3) as a, lateral (select {})",
    "from (values ({})) as a",
    "with a as (select {}) from a",
    "with a as materialized (select {}) select 1 from a",
    "with recursive a as (select 1 as b union all select {} from a) from a",
    "select 1 union all select 2 except select {}",
    "from range({})",
    "pivot (select {} as a, 1 as b) on b using count(*)",
    "pivot range(3) on range using max({})",
    "pivot range(3) on range in (1) using max({})",
    "from range(3) pivot (max({}) for range in (1))",
    "unpivot (select {} as a) on a",
    "describe select {}",
    "summarize select {}",
    "explain select {}",
    "explain analyze select {}",
    "explain (format json) with a as (select {}) from a",
    "select try_cast({} as int)",
    "select ({})::varchar collate nocase",
)


@pytest.fixture(scope="module")
def connection(guarded: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(guarded, Bounds()) as opened:
        yield opened


@pytest.mark.parametrize("place", PLACES)
def test_what_is_refused_is_refused_wherever_it_stands(connection: duckdb.DuckDBPyConnection, place: str) -> None:
    assert refusal(connection, place.format("1", "1")) is None
    for refused in REFUSED:
        reason = refusal(connection, place.format(refused, refused))
        assert reason, refused
        assert "ask" in reason


def test_whatever_stands_for_a_table_is_refused_or_tells_nothing_of_the_machine(
    connection: duckdb.DuckDBPyConnection, guarded: Path
) -> None:
    asked = "select distinct function_name from duckdb_functions() where internal and function_type like '%table%'"
    functions = [name for (name,) in connection.execute(asked).fetchall()]
    views = connection.execute("select schema_name, view_name from duckdb_views() where internal").fetchall()
    assert len(functions) > 50
    assert len(views) > 30
    statements = [f'from "{name}"()' for name in functions] + [f'from "{schema}"."{name}"' for schema, name in views]
    answered = []
    for sql in statements:
        try:
            told = str(list(query(guarded, sql).rows))
        except QueryError as error:
            told = str(error)
        else:
            answered.append(sql)
        assert str(guarded.parent) not in told, sql
    assert 10 < len(answered) < len(statements) / 2, answered


def test_a_text_that_is_no_sql_is_duckdbs_to_tell(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.ParserException):
        refusal(connection, "selec")
