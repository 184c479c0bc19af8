"""Whether a plan was worth it: fees beside what the use of each month would have cost."""

from datetime import date
from decimal import Decimal

import duckdb

from tests.reporting.report_cases import insert
from tests.warehouse.views.cost_cases import BREAD, OWLS, TRAINS, request, rows

DOLLAR = 1_000_000
"""Amounts of a request are given in millionths; low, mid and high are 9, 10 and 11 times that."""


def pay(
    connection: duckdb.DuckDBPyConnection, month: str, fee: int | None, plan: str = "plus", vendor: str = "openai"
) -> None:
    """A month of a plan; its period is numbered by its fee."""
    day = date.fromisoformat(f"{month}-01")
    insert(connection, "plan_months", period=fee, vendor=vendor, plan=plan, month=day, usd_fee=fee)


def verdicts(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return rows(connection, "select left(month::varchar, 7), verdict from v1.subscription_value order by vendor, month")


def test_T13_a_plan_of_four_months_used_in_two(costs: duckdb.DuckDBPyConnection) -> None:
    for month in ("2024-09", "2024-10", "2024-11", "2024-12"):
        pay(costs, month, 20)
    request(costs, BREAD, "2024-09-15", 110)
    request(costs, BREAD, "2024-11-20", 220)
    columns = "vendor, month, plans, usd_fee, requests, usd_mid, verdict, saving, cumulative_saving"
    cents = Decimal("0.0011"), Decimal("0.0022")
    paid = ("plus", Decimal(20))
    assert rows(costs, f"select {columns} from v1.subscription_value order by month") == [
        ("openai", "2024-09-01", *paid, 1, cents[0], "API cheaper", cents[0] - 20, cents[0] - 20),
        ("openai", "2024-10-01", *paid, 0, Decimal(0), "unused month", Decimal(-20), cents[0] - 40),
        ("openai", "2024-11-01", *paid, 1, cents[1], "API cheaper", cents[1] - 20, sum(cents) - 60),
        ("openai", "2024-12-01", *paid, 0, Decimal(0), "unused month", Decimal(-20), sum(cents) - 80),
    ]


def test_the_verdict_holds_for_the_whole_range(costs: duckdb.DuckDBPyConnection) -> None:
    """With fees of 90 to 110 dollars a use of 90, 100 and 110 is within uncertainty, ends included."""
    months = ("2024-01", "2024-02", "2024-03", "2024-04")
    for month, fee in zip(months, (89, 90, 110, 111), strict=True):
        pay(costs, month, fee)
        request(costs, BREAD, f"{month}-05", 10 * DOLLAR)
    assert [verdict for _, verdict in verdicts(costs)] == [
        "subscription cheaper",
        "within uncertainty",
        "within uncertainty",
        "API cheaper",
    ]


def test_an_api_is_not_called_cheaper_while_something_is_unpriced(costs: duckdb.DuckDBPyConnection) -> None:
    for month in ("2024-01", "2024-02", "2024-03"):
        pay(costs, month, 20)
    request(costs, BREAD, "2024-01-05", 1)
    request(costs, BREAD, "2024-01-05", None, 1, "unmapped")
    request(costs, BREAD, "2024-02-05", None, 1, "unmapped")
    request(costs, BREAD, "2024-03-05", 10 * DOLLAR)
    request(costs, BREAD, "2024-03-05", None, 1, "unpriced")
    columns = "requests_unpriced, usd_low, usd_mid, usd_high, saving, cumulative_saving, verdict"
    low, mid, high = Decimal("0.000009"), Decimal("0.00001"), Decimal("0.000011")
    assert rows(costs, f"select {columns} from v1.subscription_value order by month") == [
        (1, low, mid, high, mid - 20, mid - 20, "within uncertainty"),
        (1, None, None, None, None, mid - 20, "within uncertainty"),
        (1, Decimal(90), Decimal(100), Decimal(110), Decimal(80), mid + 60, "subscription cheaper"),
    ]


def test_use_without_a_plan_has_no_fee_and_no_saving(costs: duckdb.DuckDBPyConnection) -> None:
    request(costs, BREAD, "2024-05-05", DOLLAR)
    request(costs, TRAINS, None, None, 1, "unpriced")
    columns = "month, plans, usd_fee, requests, verdict, saving, cumulative_saving"
    assert rows(costs, f"select {columns} from v1.subscription_value") == [
        ("2024-05-01", None, None, 1, "no plan given", None, None)
    ]


def test_fees_of_a_month_add_up_and_one_unknown_makes_the_sum_unknown(costs: duckdb.DuckDBPyConnection) -> None:
    for month, fee in (("2024-06", 200), ("2024-07", None), ("2024-08", None)):
        pay(costs, month, 20)
        pay(costs, month, fee, "pro")
    request(costs, BREAD, "2024-06-05", DOLLAR)
    request(costs, BREAD, "2024-07-05", DOLLAR)
    columns = "month, plans, usd_fee, verdict, saving"
    assert rows(costs, f"select {columns} from v1.subscription_value order by month") == [
        ("2024-06-01", "plus+pro", Decimal(220), "API cheaper", Decimal(-210)),
        ("2024-07-01", "plus+pro", None, "within uncertainty", None),
        ("2024-08-01", "plus+pro", None, "unused month", None),
    ]


def test_each_vendor_is_compared_with_its_own_plans(costs: duckdb.DuckDBPyConnection) -> None:
    pay(costs, "2024-05", 20)
    pay(costs, "2024-04", 30, "pro", "anthropic")
    request(costs, BREAD | {"account_id": "bob"}, "2024-05-05", DOLLAR)
    request(costs, BREAD, "2024-05-06", 4 * DOLLAR)
    request(costs, OWLS, "2024-05-06", 4 * DOLLAR)
    columns = "vendor, requests, usd_mid, saving, cumulative_saving, verdict"
    assert rows(costs, f"select {columns} from v1.subscription_value order by vendor, month") == [
        ("anthropic", 0, Decimal(0), Decimal(-30), Decimal(-30), "unused month"),
        ("anthropic", 1, Decimal(40), None, Decimal(-30), "no plan given"),
        ("openai", 2, Decimal(50), Decimal(30), Decimal(30), "subscription cheaper"),
    ]
