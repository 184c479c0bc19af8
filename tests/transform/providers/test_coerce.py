"""Untyped values of an export, made into ours."""

import pytest

from etl.transform.providers import coerce


@pytest.mark.parametrize(
    ("value", "micros"),
    [
        (1.5, 1_500_000),
        (1_700_000_000, 1_700_000_000_000_000),
        ("1700000000.25", 1_700_000_000_250_000),
        ("2024-01-01T00:00:00Z", 1_704_067_200_000_000),
        ("2024-01-01T01:00:00+01:00", 1_704_067_200_000_000),
        ("2024-01-01", 1_704_067_200_000_000),
        (-86_400, -86_400_000_000),
        (0, 0),
        (True, None),
        (None, None),
        ("", None),
        ("soon", None),
        (float("nan"), None),
        (float("-inf"), None),
        (1e300, None),
        (10**400, None),
        ("9999-12-31T23:59:59-12:00", None),
        ([1], None),
    ],
)
def test_a_time_is_read_from_any_form_it_was_met_in(value: object, micros: int | None) -> None:
    assert coerce.micros(value) == micros


def test_whole_numbers_fit_their_columns_or_are_nothing() -> None:
    assert [coerce.whole(one) for one in (7, "7", 7.0, 7.9, 2**31 - 1, 2**31)] == [7, 7, 7, 7, 2**31 - 1, None]
    assert [coerce.long(one) for one in (2**31, -(2**63), 2**63)] == [2**31, -(2**63), None]
    odd: list[object] = [True, None, "x", float("inf"), {}, 10**400]
    assert [coerce.whole(one) for one in odd] == [None] * 6


def test_decimals_are_finite_or_nothing() -> None:
    assert [coerce.decimal(one) for one in (1, "0.5", 2.5)] == [1.0, 0.5, 2.5]
    odd: list[object] = [True, "nan", float("inf"), "1e999", 10**400, []]
    assert [coerce.decimal(one) for one in odd] == [None] * 6


def test_lists_of_names_are_joined() -> None:
    assert coerce.joined(["a", None, 2, "b"]) == "a,2,b"
    assert (coerce.joined("a"), coerce.joined([]), coerce.joined(3)) == ("a", None, None)


def test_json_text_that_is_none_or_nested_too_deep_is_nothing() -> None:
    assert coerce.from_json("[1") is None
    assert coerce.from_json("[" * 200_000) is None
    assert coerce.from_json(3) is None
    assert coerce.from_json('"\\ude00 \\ud83d\\ude00"') == "? 😀"
