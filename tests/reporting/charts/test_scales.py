"""Levels, bins and ticks: whatever the amounts, nothing falls between."""

from decimal import Decimal
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.reporting.charts import scales

AMOUNTS = st.lists(st.integers(0, 10**9), min_size=1)


@given(AMOUNTS)
def test_more_is_never_paler(amounts: list[int]) -> None:
    ends = scales.quartiles(amounts)
    levels = [scales.level(amount, ends) for amount in sorted(amounts)]
    assert levels == sorted(levels)
    assert set(levels) <= {0, 1, 2, 3, 4}


@given(AMOUNTS)
def test_only_nothing_has_level_nothing(amounts: list[int]) -> None:
    ends = scales.quartiles(amounts)
    assert all((scales.level(amount, ends) == 0) == (amount == 0) for amount in amounts)
    assert set(ends) <= set(amounts)


@given(st.sets(st.decimals(Decimal("0.01"), 10**6, places=2), min_size=4))
def test_a_quarter_of_unlike_days_has_each_level(amounts: set[Decimal]) -> None:
    ends = scales.quartiles(amounts)
    for number in range(1, 5):
        share = sum(scales.level(amount, ends) == number for amount in amounts) / len(amounts)
        assert abs(share - 0.25) * len(amounts) < 1


def test_one_huge_day_does_not_make_the_others_alike() -> None:
    ends = scales.quartiles([1, 2, 3, 4, 5, 6, 7, 1_000_000])
    assert [scales.level(amount, ends) for amount in (1, 3, 5, 7)] == [1, 2, 3, 4]


@given(st.integers(0, 10**12))
def test_bins_hold_every_number_once(largest: int) -> None:
    bins = scales.doubling(largest)
    assert bins[0] == (0, 0)
    assert bins[-1][0] <= largest <= bins[-1][1]
    assert all(after[0] == before[1] + 1 for before, after in pairwise(bins))
    assert all(first <= last for first, last in bins)


def test_bins_double() -> None:
    assert scales.doubling(20) == [(0, 0), (1, 1), (2, 2), (3, 4), (5, 8), (9, 16), (17, 32)]


@given(st.floats(1e-6, 1e12), st.integers(2, 8))
def test_ticks_reach_from_nothing_over_the_largest(largest: float, about: int) -> None:
    ticks = scales.ticks(largest, about)
    assert ticks[0] == 0
    assert ticks == sorted(set(ticks))
    assert ticks[-1] >= largest * (1 - 1e-6)
    assert len(ticks) <= about + 1


@pytest.mark.parametrize(("largest", "ticks"), [(0, [0, 1]), (7, [0, 2, 4, 6, 8]), (100, [0, 25, 50, 75, 100])])
def test_ticks_are_round(largest: float, ticks: list[float]) -> None:
    assert scales.ticks(largest) == ticks


@given(st.dictionaries(st.integers(0, 1_000), st.integers(1, 20), min_size=1))
def test_the_median_is_that_of_the_single_values(counts: dict[int, int]) -> None:
    values = [value for value, often in counts.items() for _ in range(often)]
    assert scales.median(counts.items()) == median(values)
