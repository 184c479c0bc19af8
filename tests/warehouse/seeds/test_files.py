"""The files of reference data: their columns, keys and sources."""

from datetime import date

import duckdb
import pytest

from etl import assets
from tests.warehouse.seeds.seed_cases import TABLES, rows, source_keys

KEYS = {
    "pricing": ("vendor", "api_model", "valid_from"),
    "price_tiers": ("vendor", "api_model", "tier", "valid_from"),
    "price_steps": ("vendor", "api_model", "valid_from", "above"),
    "model_map": ("vendor", "slug", "encoding_witness", "valid_from"),
    "model_limits": ("vendor", "api_model", "valid_from"),
    "plans": ("vendor", "plan", "billing", "valid_from"),
    "token_rules": ("encoding",),
    "token_factors": ("encoding", "text_class"),
    "cache_rules": ("vendor", "api_model", "policy"),
    "image_rules": ("vendor", "api_model"),
    "tool_prices": ("tool", "vendor", "valid_from"),
    "estimates": ("name",),
    "sources": ("source",),
}
ANNOUNCED = date(2027, 1, 1)
"""The last day for which a vendor has announced a price."""

COMPUTED = {"valid_to", "is_first", "is_own"}
"""Columns that are made when a database is built."""

SOURCED = [table for table in TABLES if table != "sources"]


def _source(row: dict[str, str]) -> str:
    return row["evidence"] if "evidence" in row else row["source"]


@pytest.mark.parametrize("table", TABLES)
def test_a_seed_has_the_columns_of_its_table(planted: duckdb.DuckDBPyConnection, table: str) -> None:
    found = planted.execute(
        "select column_name from information_schema.columns where table_schema = 'core' and table_name = ? "
        "order by ordinal_position",
        [table],
    ).fetchall()
    assert list(rows(table)[0]) == [name for (name,) in found if name not in COMPUTED]


@pytest.mark.parametrize("table", TABLES)
def test_no_two_rows_of_a_seed_have_one_key(table: str) -> None:
    keys = [tuple(row[name] for name in KEYS[table]) for row in rows(table)]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("table", TABLES)
def test_a_seed_is_plain_text_with_unix_line_ends_and_no_stray_spaces(table: str) -> None:
    data = assets.seed(table).read_bytes()
    assert data.endswith(b"\n")
    assert b"\r" not in data
    assert all(value == value.strip() for row in rows(table) for value in row.values())


@pytest.mark.parametrize("table", [table for table in TABLES if "valid_from" in KEYS[table]])
def test_every_figure_holds_from_a_day(table: str) -> None:
    for row in rows(table):
        assert date(2022, 11, 30) <= date.fromisoformat(row["valid_from"]) <= ANNOUNCED, row


@pytest.mark.parametrize("table", SOURCED)
def test_every_row_names_sources_that_are_listed(table: str) -> None:
    listed = {row["source"] for row in rows("sources")}
    for row in rows(table):
        assert set(source_keys(_source(row))) <= listed, row


def test_every_listed_source_is_used() -> None:
    used = {key for table in SOURCED for row in rows(table) for key in source_keys(_source(row))}
    assert {row["source"] for row in rows("sources")} == used


def test_every_source_has_a_title_and_the_day_it_was_read() -> None:
    for row in rows("sources"):
        assert len(row["title"]) > 10, row
        assert date.fromisoformat(row["read_on"]).year == 2026, row


@pytest.mark.parametrize("table", [table for table in SOURCED if table not in ("token_rules", "model_limits")])
def test_every_figure_says_how_sure_it_is(table: str) -> None:
    for row in rows(table):
        if row.get("status") != "unmapped" and "confidence" in row:
            assert row["confidence"] in ("high", "medium", "low"), row


def test_a_guess_is_never_called_sure() -> None:
    for table in SOURCED:
        for row in rows(table):
            if "confidence" in row and "guess" in source_keys(_source(row)):
                assert row["confidence"] != "high", (table, row)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("S6", ["S6"]),
        ("S6+S12", ["S6", "S12"]),
        ("S4(says 4096)+guess(16384)", ["S4", "guess"]),
        ("S10(about a month later)+K(day)", ["S10", "K"]),
        ("I1(1 + 1)+K", ["I1", "K"]),
    ],
)
def test_a_source_is_a_list_of_keys_with_remarks(text: str, keys: list[str]) -> None:
    assert source_keys(text) == keys


@pytest.mark.parametrize("text", ["", "S4 says 4096", "S6 (Claude 2.1)", "S6+", "S6, S7", "S6+(day)", "someone"])
def test_a_source_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a list of sources"):
        source_keys(text)
