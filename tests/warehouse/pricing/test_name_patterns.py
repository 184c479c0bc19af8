"""Patterns of rules: that the letters they surely begin with are looked at first changes nothing of what they match."""

from collections.abc import Sequence

import duckdb
from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl import assets

PIECES = ["a", "b", "-", "1", ".", "^", "$", "|", "(", ")", "?", "*", "+", "{0}", "[ab]", "[(]", "[^a]", "(a|b)"]
PIECES += ["(?i)", "A", r"\(", r"\)", r"\|", r"\d", r"\\"]
PATTERN = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map(lambda parts: "^" + "".join(parts))
NAME = st.text("ab-1(|)A", min_size=1, max_size=5)


@settings(max_examples=15, deadline=None)
@given(patterns=st.lists(PATTERN, min_size=20, max_size=40), names=st.lists(NAME, min_size=8, max_size=16))
@example(["^ab?", "^ab{0}", "^ab|b", "^ab(a)|b", "^a(b|a)(1|b)"], ["a", "b", "ab1", "aab"])
@example([r"^ab\(a|b\)", "^ab[(]a|b[)]", "^ab(a[)]|b)", "(?i)^AB", "b", "^(^a|b)"], ["b)", "ab(a", "ab", "b"])
def test_a_pattern_names_what_it_matches(patterns: Sequence[str], names: Sequence[str]) -> None:
    with duckdb.connect() as connection:
        rules = {f"p{number}": pattern for number, pattern in enumerate(patterns) if is_valid(connection, pattern)}
        connection.execute("create temp table rules (provider varchar, pattern varchar)")
        connection.executemany("insert into rules values (?, ?)", [*rules.items(), ("none", "^$")])
        connection.execute("create temp table names as select distinct unnest(?) as name", [names])
        matched = "select provider, name from rules, names where regexp_matches(name, pattern) order by all"
        assert named(connection) == connection.execute(matched).fetchall()


def is_valid(connection: duckdb.DuckDBPyConnection, pattern: str) -> bool:
    try:
        return bool(connection.execute("select regexp_matches('', ?) is not null", [pattern]).fetchall())
    except duckdb.Error:
        return False


def named(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Which names each of temp.rules decides, where it alone holds for a provider that has all of temp.names."""
    connection.execute("create schema core")
    for table in ("model_map", "model_names"):
        connection.execute(assets.sql("tables")[table])
    connection.execute("""
        insert into core.model_map by name
        select provider, 'regex' as match, pattern as slug, date '2023-01-01' as valid_from, false as is_own from rules;
        create temp table slugs as
        select provider, name as slug, null::varchar as encoding_witness from rules, names;
        create temp table forms as
        select name as slug, 0 as place, name as form, null::varchar as tier, false as is_resold from names
    """)
    connection.execute(assets.sql("pricing")["name_models"])
    return connection.execute("select provider, slug from core.model_names order by all").fetchall()
