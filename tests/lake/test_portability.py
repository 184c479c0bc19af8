"""Views say only what Spark and Sail answer as DuckDB does; needs neither of them."""

import pytest

pytest.importorskip("sqlglot", reason="views are taken apart with sqlglot: pip install '.[dev]'")

from etl.warehouse import schema
from tests.lake.portability import refused

FUNCTION, ONE, UNION, TYPE = "a function that no", "nothing that every", "a NULL of no type", "a type that is not"
UNIT, PART, FRAME, JOIN = "a difference in units", "a part of a time", "a frame on a window", "a join of its own"
TEXT, DIVISION, LENGTH = "text beside a number", "a division of decimals", "a length of no text"

DIFFER = (
    (FUNCTION, "select isodow(day) as x from core.dim_date"),
    (PART, "select extract(isodow from day) as x from core.dim_date"),
    (PART, "select extract(second from created_at) as x from v1.messages"),
    (FUNCTION, "select dayofweek(day) as x from core.dim_date"),
    (FUNCTION, "select dayname(day) as x from core.dim_date"),
    (FUNCTION, "select monthname(day) as x from core.dim_date"),
    (FUNCTION, "select percentile_cont(0.5) within group (order by depth) as x from v1.messages"),
    (FUNCTION, "select quantile_cont(depth, 0.5) as x from v1.messages"),
    (LENGTH, "select len(list(depth)) as x from v1.messages"),
    (LENGTH, "select length(depth) as x from v1.messages"),
    (FUNCTION, "select list(depth) as x from v1.messages"),
    (FUNCTION, "select x from generate_series(1, 3) as numbers(x)"),
    (FUNCTION, "select unnest(generate_series(1, 3)) as x"),
    (ONE, "select x from v1.messages, unnest([1, 2]) as numbers(x)"),
    (JOIN, "select m.depth from v1.messages as m asof join core.pricing as p on m.local_date >= p.valid_from"),
    (JOIN, "select m.depth from v1.messages as m positional join core.pricing as p"),
    (FUNCTION, "select epoch_ms(created_at) as x from v1.messages"),
    (FUNCTION, "select epoch(created_at) as x from v1.messages"),
    (FUNCTION, "select make_timestamp(depth) as x from v1.messages"),
    (ONE, "pivot v1.messages on role using count(*)"),
    (TYPE, "select date_trunc('month', created_at) as x from v1.messages"),
    (TYPE, "select round(depth / 3) as x from v1.messages"),
    (FRAME, "select sum(depth) over (w rows 1 preceding) as x from v1.messages window w as (order by depth)"),
    (UNIT, "select date_diff('second', created_at, created_at) as x from v1.messages"),
    (UNIT, "select date_diff('month', day, day) as x from core.dim_date"),
    (UNION, "select depth as x from v1.messages union all select null"),
    (UNION, "select null as x union select depth from v1.messages"),
    (UNION, "select 1 as x union all select 2 union all select null"),
    (TEXT, "select depth as x from v1.messages where node_id = 1"),
    (TEXT, "select depth as x from v1.messages where depth <> '1'"),
    (TEXT, "select depth as x from v1.messages where depth in (1, '2')"),
    (TEXT, "select depth as x from v1.messages where depth between '1' and '2'"),
    (TEXT, "select coalesce(depth, '') as x from v1.messages"),
    (TEXT, "select concat(node_id, depth) as x from v1.messages"),
    (TEXT, "select node_id || depth as x from v1.messages"),
    (DIVISION, "select usd / requests as x from v1.daily_costs"),
    (DIVISION, "select depth / 60.0 as x from v1.messages"),
    (ONE, "select * from v1.messages"),
    (ONE, "select list_transform([1], lambda y: y + 1) as x from v1.messages"),
    (FUNCTION, "select node_id ->> 'a' as x from v1.messages"),
    (FUNCTION, "select random() as x from v1.messages"),
    (FUNCTION, "select no_such_function(depth) as x from v1.messages"),
)

AGREE = (
    "select depth as x from v1.messages qualify row_number() over (order by depth) = 1",
    "select count(*) as x, count(distinct role) as y from v1.messages",
    "select date_trunc('month', created_at)::date as x from v1.messages",
    "select round(depth::double / 3)::integer as x from v1.messages",
    "select sum(depth) over w as x from v1.messages window w as (partition by revision)",
    "select sum(depth) over (order by depth rows 1 preceding) as x from v1.messages",
    "select date_diff('microsecond', created_at, created_at) as x from v1.messages",
    "select null::integer as x union all select depth from v1.messages",
    "select coalesce(depth, 0) as x from v1.messages where node_id = '1' and depth in (1, 2) and role is null",
    "select length(text) as x, concat(node_id, depth::varchar) as y from v1.messages",
)


@pytest.mark.parametrize(("reason", "query"), DIFFER, ids=[query for _, query in DIFFER])
def test_what_engines_disagree_about_is_found(reason: str, query: str) -> None:
    assert [one for one in refused(query) if one.startswith(reason)]


@pytest.mark.parametrize("query", AGREE)
def test_what_they_agree_about_is_let_be(query: str) -> None:
    assert refused(query) == []


@pytest.mark.parametrize(("version", "view"), schema.queries())
def test_every_view_is_understood_alike(version: str, view: str) -> None:
    assert refused(schema.queries()[version, view]) == []
