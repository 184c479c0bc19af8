"""Our newest figures beside two other lists of prices: every difference has a reason that price_differences.csv gives.

Whoever changes a figure, and whoever installs a newer list, sees here what differs and has to say why. The list of
litellm is read where that is installed, for its file alone: pip install --no-deps litellm.
"""

import csv
import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from etl.state.overrides import shipped
from etl.warehouse.pricing.price_check import UNKNOWN_HERE, UNKNOWN_THERE, Difference, compare, newest_day
from etl.warehouse.pricing.price_lists import Figures, PriceList, installed

PRICES, TIERS, RULES = (shipped(table) for table in ("pricing", "price_tiers", "model_map"))
DAY = newest_day(shipped("sources"))
LISTS = installed({str(row["vendor"]) for row in PRICES}, DAY)
with (Path(__file__).parent / "price_differences.csv").open(encoding="utf-8", newline="") as file:
    REASONS = list(csv.DictReader(file, strict=True))

O3: Figures = {"input": Decimal(2), "cached_read": Decimal("0.5"), "output": Decimal(8)}


def _speaks_of(reason: dict[str, str], row: Difference) -> bool:
    said = zip(("list", "model", "figure"), (row[0], row[2], row[3]), strict=True)
    return all(re.fullmatch(reason[name], value) for name, value in said)


def _found() -> list[Difference]:
    return compare(PRICES, TIERS, RULES, LISTS, DAY).rows


def test_the_lists_that_are_installed_are_read() -> None:
    assert "genai-prices" in [one.name for one in LISTS]
    assert all(len(one.models) > 50 for one in LISTS)


def test_every_difference_from_another_list_has_a_reason() -> None:
    assert [row for row in _found() if not any(_speaks_of(reason, row) for reason in REASONS)] == []


def test_no_reason_outlives_its_difference() -> None:
    names = {one.name for one in LISTS}
    if names != {"genai-prices", "litellm"}:
        pytest.skip("both lists are needed: pip install --no-deps litellm")
    rows = _found()
    assert [reason for reason in REASONS if not any(_speaks_of(reason, row) for row in rows)] == []


def test_every_reason_says_why_and_where_it_was_read() -> None:
    for reason in REASONS:
        assert len(reason["why"]) > 10, reason
        assert reason["source"], reason


def _compared(models: dict[tuple[str, str], Figures], *prices: dict[str, str | None]) -> Sequence[Difference]:
    return compare(prices, [], RULES, [PriceList("theirs", "1", models)], DAY).rows


def _ours(**more: str | None) -> dict[str, str | None]:
    row = {"vendor": "openai", "api_model": "o3", "valid_from": "2025-06-10", "input": "2.00", "output": "8"}
    return row | {"cached_read": "0.5"} | more


def test_figures_that_are_the_same_in_other_words_do_not_differ() -> None:
    assert _compared({("openai", "o3"): O3, ("openai", "o3-2025-04-16"): O3}, _ours()) == []


@pytest.mark.parametrize(
    ("theirs", "difference"),
    [
        ({"output": Decimal(9)}, ("output", Decimal(8), Decimal(9))),
        ({"cached_read": None}, ("cached_read", Decimal("0.5"), None)),
        ({"long_above": Decimal(1000)}, ("long_above", None, Decimal(1000))),
        ({"priority": Decimal("1.75")}, ("priority", None, Decimal("1.75"))),
    ],
)
def test_a_figure_that_differs_is_told(theirs: Figures, difference: tuple[str, Decimal | None, Decimal | None]) -> None:
    assert _compared({("openai", "o3"): {**O3, **theirs}}, _ours()) == [("theirs", "openai", "o3", *difference)]


def test_of_our_prices_the_newest_is_compared() -> None:
    assert _compared({("openai", "o3"): O3}, _ours(), _ours(valid_from="2025-04-16", input="10")) == []


def test_what_is_announced_for_later_is_not_compared() -> None:
    later = _ours(valid_from=str(DAY + timedelta(days=1)), input="10")
    assert _compared({("openai", "o3"): O3}, _ours(), later) == []


def test_a_model_that_one_side_lacks_is_told() -> None:
    found = _compared({("openai", "gpt-of-nobody"): O3}, _ours())
    assert sorted(row[2:4] for row in found) == [("gpt-of-nobody", UNKNOWN_HERE), ("o3", UNKNOWN_THERE)]
