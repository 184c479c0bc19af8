"""Views of costs: every measure counted by hand on eight requests."""

from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest

from tests.warehouse.views.cost_cases import AMOUNTS, BREAD, OWLS, TOKENS, TRAINS, database, millionths, request, rows


@pytest.fixture(scope="module")
def costs() -> Iterator[duckdb.DuckDBPyConnection]:
    """Amounts and tokens are powers of two, so that a sum tells which requests are in it."""
    with database() as connection:
        request(connection, BREAD, "2024-09-30", 1, 1, api_model="gpt-4o")
        request(connection, BREAD, "2024-10-01", 2, 2, is_current=False, api_model="gpt-4o")
        request(connection, BREAD, "2024-10-01", None, 4, "unmapped", model_slug="i-mini")
        request(connection, BREAD, "2024-10-01", 8, 8, "proxy", model_slug="research", api_model="o3")
        request(connection, TRAINS, "2024-10-01", 16, 16, "ambiguous", api_model="gpt-4-turbo")
        request(connection, TRAINS, "2024-10-31", 32, 32, "backdated", api_model="gpt-4o")
        request(connection, TRAINS, None, None, 64, "unpriced", api_model="gpt-4o")
        request(connection, OWLS, "2024-10-01", None, 128, "unmapped", model_slug=None)
        yield connection


COUNTS = "requests, requests_unpriced, tokens_unpriced, requests_uncertain, requests_backdated"
Expected = dict[tuple[object, ...], tuple[tuple[int, ...], int, int | None, int | None]]
"""Key: the five counts, the sum of the first tokens, of the first amounts, and of those on the shown path."""


def check(connection: duckdb.DuckDBPyConnection, view: str, keys: str, expected: Expected) -> None:
    """Compare every measure of a view with sums of the first tokens and the first amounts."""
    measures = f"{COUNTS}, {', '.join(TOKENS)}, {', '.join(AMOUNTS)}, usd_active_path"
    found = rows(connection, f"select {keys}, {measures} from v1.{view}")
    wanted = []
    for key, (counts, tokens, usd, shown) in expected.items():
        each = [place * tokens for place in range(1, len(TOKENS) + 1)]
        amounts = [usd if usd is None else millionths(place * usd) for place in range(1, len(AMOUNTS) + 1)]
        wanted.append((*key, *counts, *each, *amounts, shown if shown is None else millionths(2 * shown)))
    assert sorted(found, key=repr) == sorted(wanted, key=repr)


def test_a_conversation_costs_what_its_requests_cost(costs: duckdb.DuckDBPyConnection) -> None:
    keys = "provider, account_id, conversation_id, title, project_id, first_day"
    expected: Expected = {
        ("chatgpt", "ann", "bread", "About bread", "g-p-1", "2024-09-30"): ((4, 1, 20, 1, 0), 15, 11, 9),
        ("chatgpt", "ann", "trains", "About trains", None, "2024-10-01"): ((3, 1, 320, 1, 1), 112, 48, 48),
        ("claude", None, "owls", "About owls", None, "2024-10-01"): ((1, 1, 640, 0, 0), 128, None, None),
    }
    check(costs, "conversation_costs", keys, expected)


def test_a_day_costs_what_was_asked_on_it_in_local_time(costs: duckdb.DuckDBPyConnection) -> None:
    expected: Expected = {
        ("chatgpt", "ann", "2024-09-30"): ((1, 0, 0, 0, 0), 1, 1, 1),
        ("chatgpt", "ann", "2024-10-01"): ((4, 1, 20, 2, 0), 30, 26, 24),
        ("chatgpt", "ann", "2024-10-31"): ((1, 0, 0, 0, 1), 32, 32, 32),
        ("chatgpt", "ann", None): ((1, 1, 320, 0, 0), 64, None, None),
        ("claude", None, "2024-10-01"): ((1, 1, 640, 0, 0), 128, None, None),
    }
    check(costs, "daily_costs", "provider, account_id, day", expected)


def test_a_month_costs_what_its_days_cost(costs: duckdb.DuckDBPyConnection) -> None:
    expected: Expected = {
        ("chatgpt", "ann", "2024-09-01"): ((1, 0, 0, 0, 0), 1, 1, 1),
        ("chatgpt", "ann", "2024-10-01"): ((5, 1, 20, 2, 1), 62, 58, 56),
        ("chatgpt", "ann", None): ((1, 1, 320, 0, 0), 64, None, None),
        ("claude", None, "2024-10-01"): ((1, 1, 640, 0, 0), 128, None, None),
    }
    check(costs, "monthly_costs", "provider, account_id, month", expected)


def test_a_model_has_one_row_for_each_model_it_is_priced_as(costs: duckdb.DuckDBPyConnection) -> None:
    expected: Expected = {
        ("chatgpt", "ann", "gpt-4o", "gpt-4o"): ((4, 1, 320, 0, 1), 99, 35, 33),
        ("chatgpt", "ann", "gpt-4o", "gpt-4-turbo"): ((1, 0, 0, 1, 0), 16, 16, 16),
        ("chatgpt", "ann", "research", "o3"): ((1, 0, 0, 1, 0), 8, 8, 8),
        ("chatgpt", "ann", "i-mini", None): ((1, 1, 20, 0, 0), 4, None, None),
        ("claude", None, None, None): ((1, 1, 640, 0, 0), 128, None, None),
    }
    check(costs, "model_costs", "provider, account_id, model, api_model", expected)


def test_conversations_in_no_project_have_a_row_too(costs: duckdb.DuckDBPyConnection) -> None:
    expected: Expected = {
        ("chatgpt", "ann", "g-p-1", 1): ((4, 1, 20, 1, 0), 15, 11, 9),
        ("chatgpt", "ann", None, 1): ((3, 1, 320, 1, 1), 112, 48, 48),
        ("claude", None, None, 1): ((1, 1, 640, 0, 0), 128, None, None),
    }
    check(costs, "project_costs", "provider, account_id, project_id, conversations", expected)


def test_a_request_off_the_shown_path_costs_that_path_nothing(costs: duckdb.DuckDBPyConnection) -> None:
    found = rows(costs, "select usd_visible_nocache, usd_active_path from v1.request_costs order by input_once limit 3")
    assert found == [(millionths(2), millionths(2)), (millionths(4), Decimal(0)), (None, None)]


def test_a_request_is_there_once_with_its_own_figures(costs: duckdb.DuckDBPyConnection) -> None:
    own = "local_date, model_slug, price_status in ('unmapped', 'unpriced'), usd_mid, usd_high, output_visible"
    seen = "day, model, is_unpriced, usd_mid, usd_high, output_visible"
    assert rows(costs, f"select {seen} from v1.request_costs order by all") == rows(
        costs, f"select {own} from core.requests order by all"
    )


def test_about_says_which_prices_were_used(costs: duckdb.DuckDBPyConnection) -> None:
    assert rows(costs, "select pricing_version from v1.about") == [(None,)]
    costs.execute("insert into core.settings values ('pricing_version', '2026-11-20+0123abcd')")
    assert rows(costs, "select pricing_version from v1.about") == [("2026-11-20+0123abcd",)]
