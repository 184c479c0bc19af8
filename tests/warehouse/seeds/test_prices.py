"""The figures of reference data: prices, limits, and the rules that go with a price."""

from collections import defaultdict
from decimal import Decimal

import duckdb
import pytest

from tests.warehouse.seeds.seed_cases import TABLES, rows

PRICES = rows("pricing")
PARTS = ("input", "cached_read", "cache_write", "output")
MODELS = {(row["vendor"], row["api_model"]) for row in PRICES}
REUSE = {"full_10m", "full_60m", "prompt_5m", "prompt_30m", "prompt_60m"}


def _price(row: dict[str, str], name: str) -> Decimal | None:
    return Decimal(row[name]) if row[name] else None


def _models_with(column: str) -> set[tuple[str, str]]:
    return {(row["vendor"], row["api_model"]) for row in PRICES if row[column]}


@pytest.mark.parametrize("prefix", ["", "long_"])
def test_prices_are_in_the_order_that_vendors_charge(prefix: str) -> None:
    for row in PRICES:
        read, write = _price(row, prefix + "cached_read"), _price(row, prefix + "cache_write")
        paid, answered = _price(row, prefix + "input"), _price(row, prefix + "output")
        if paid is None or answered is None:
            assert prefix, row
            continue
        assert 0 < paid <= answered, row
        assert read is None or 0 < read <= paid, row
        assert write is None or write >= paid, row


def test_long_prices_are_complete_or_absent() -> None:
    for row in PRICES:
        expected = {name for name in PARTS if row[name]} if row["long_above"] else set()
        assert {name for name in PARTS if row[f"long_{name}"]} == expected, row


def test_a_long_request_costs_no_less_than_a_short_one() -> None:
    long = [row for row in PRICES if row["long_above"]]
    assert long
    for row in long:
        assert all(Decimal(row[f"long_{name}"]) >= Decimal(row[name]) for name in PARTS if row[name]), row


def test_a_tier_is_of_a_priced_model_and_long_where_that_has_long_prices() -> None:
    long = {(row["vendor"], row["api_model"]) for row in PRICES if row["long_above"]}
    for row in rows("price_tiers"):
        model = row["vendor"], row["api_model"]
        assert model in MODELS, row
        assert Decimal("0.1") <= Decimal(row["factor"]) <= 10, row
        assert not row["long_factor"] or model in long, row
        assert row["tier"] in ("fast", "priority", "ultrafast", "flex", "batch", "us"), row
        assert (row["alias"] == "fast") == (row["tier"] == "priority"), row


def test_a_price_at_a_tier_is_exact_in_six_decimals() -> None:
    """The multiple of a tier may be rounded in its ninth place; what it makes of a price may not."""
    for tier in rows("price_tiers"):
        for row in PRICES:
            if (row["vendor"], row["api_model"]) == (tier["vendor"], tier["api_model"]):
                for name in filter(row.get, PARTS):
                    amount = Decimal(row[name]) * Decimal(tier["factor"])
                    assert abs(amount - amount.quantize(Decimal("0.000001"))) < Decimal("0.0000001"), (tier, row)


def test_a_written_cache_can_be_read() -> None:
    assert _models_with("cache_write") <= _models_with("cached_read")


def test_every_model_with_a_cache_has_three_rules_and_no_other_has_any() -> None:
    policies = defaultdict(list)
    for row in rows("cache_rules"):
        policies[row["vendor"], row["api_model"]].append(row["policy"])
    assert set(policies) == _models_with("cached_read")
    assert all(sorted(found) == ["best", "default", "strict"] for found in policies.values())


def test_cache_rules_are_whole() -> None:
    for row in rows("cache_rules"):
        assert row["reuse"] in REUSE, row
        assert int(row["minimum_tokens"]) in (512, 1024, 2048, 4096, 32_768), row
        assert 0 <= int(row["withheld_tokens"]) <= int(row["step_tokens"]), row
        assert not row["write_factor"] or Decimal(row["write_factor"]) >= 1, row


def test_a_cache_that_is_written_for_nothing_has_no_factor_and_steps_of_128() -> None:
    written = _models_with("cache_write")
    for row in rows("cache_rules"):
        if (row["vendor"], row["api_model"]) not in written:
            assert (row["step_tokens"], row["write_factor"]) == ("128", ""), row


@pytest.mark.parametrize(
    ("method", "needed"),
    [("tiles", {"base", "per_tile"}), ("patches", {"budget", "factor"}), ("megapixels", {"edge", "budget"})],
)
def test_an_image_rule_has_the_figures_of_its_method(method: str, needed: set[str]) -> None:
    found = [row for row in rows("image_rules") if row["method"] == method]
    assert found
    for row in found:
        assert {name for name in ("base", "per_tile", "edge", "budget", "factor") if row[name]} == needed, row
        assert all(Decimal(row[name]) > 0 for name in needed), row


def test_every_image_rule_is_of_a_known_method_and_a_priced_model() -> None:
    for row in rows("image_rules"):
        assert row["method"] in ("tiles", "patches", "megapixels"), row
        assert (row["vendor"], row["api_model"]) in MODELS, row


def test_limits_fit_their_window() -> None:
    for row in rows("model_limits"):
        assert 0 < int(row["max_output"]) <= int(row["context_window"]), row
        assert not row["max_input"] or 0 < int(row["max_input"]) <= int(row["context_window"]), row
        assert (row["vendor"], row["api_model"]) in MODELS, row


def test_tools_and_plans_have_prices() -> None:
    for row in rows("tool_prices"):
        assert 0 < Decimal(row["usd_low"]) <= Decimal(row["usd_high"]), row
    for row in rows("plans"):
        assert (Decimal(row["usd_month"]) == 0) == (row["plan"] == "free") == (not row["billing"]), row


HISTORY = [
    ("gpt-3.5-turbo", "2023-03-15 00:00", "2", "2"),
    ("gpt-3.5-turbo", "2023-09-01 00:00", "1.5", "2"),
    ("gpt-3.5-turbo", "2024-01-15 00:00", "1.5", "2"),
    ("gpt-3.5-turbo", "2024-03-01 00:00", "0.5", "1.5"),
    ("gpt-4o", "2024-09-15 00:00", "5", "15"),
    ("gpt-4o", "2024-11-20 00:00", "2.5", "10"),
    ("o1-mini", "2024-09-20 00:00", "3", "12"),
    ("o1-mini", "2025-03-01 00:00", "1.1", "4.4"),
    ("o3", "2025-06-09 23:59:59.999999", "10", "40"),
    ("o3", "2025-06-10 00:00", "2", "8"),
    ("claude-2", "2023-08-01 00:00", "11.02", "32.68"),
    ("claude-3-5-haiku", "2024-11-10 00:00", "1", "5"),
]


@pytest.mark.parametrize(("model", "moment", "paid", "answered"), HISTORY)
def test_T8_price_history(
    planted: duckdb.DuckDBPyConnection, model: str, moment: str, paid: str, answered: str
) -> None:
    found = planted.execute(
        """
        select pricing.input, pricing.output
        from core.pricing
        where
            pricing.api_model = $model
            and pricing.valid_from <= $moment::timestamp
            and (pricing.valid_to is null or $moment::timestamp < pricing.valid_to)
        """,
        {"model": model, "moment": moment},
    ).fetchall()
    assert found == [(Decimal(paid), Decimal(answered))]


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_a_seed_is_planted(planted: duckdb.DuckDBPyConnection, table: str) -> None:
    found = planted.execute(f"select count(*) from core.{table}").fetchone()
    assert found == (len(rows(table)),)


def test_a_figure_ends_where_the_next_begins(planted: duckdb.DuckDBPyConnection) -> None:
    found = planted.execute(
        """
        select
            count(*) filter (pricing.valid_to is null) as last_ones,
            count(*) filter (pricing.valid_to <= pricing.valid_from) as empty_ones,
            count(distinct pricing.vendor || ' ' || pricing.api_model) as models,
        from core.pricing
        """
    ).fetchone()
    assert found == (len(MODELS), 0, len(MODELS))
