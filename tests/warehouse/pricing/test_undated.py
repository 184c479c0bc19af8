"""Prices of which only a day is known on which they held: nothing is said of the days before."""

from decimal import Decimal
from pathlib import Path

from etl.state.prices import add_price
from tests.transform.providers.log_cases import ask, loaded
from tests.warehouse.pricing.agent_logs import gemini_cli

USED = {"input": 1_000_000, "output": 0, "cached": 0, "thoughts": 0, "tool": 0}
SMALL = USED | {"input": 100_000}
COSTS = "select day::varchar, price_status, usd from v1.request_costs order by day"
BEFORE, FIRST = "2025-06-30", "2025-07-01"
"""The day before the first list that has a price of gemini-2.5-pro, and its day."""


def _log(folder: Path) -> Path:
    return gemini_cli(folder, ("gemini-2.5-pro", BEFORE, SMALL), ("gemini-2.5-pro", FIRST, SMALL))


def test_what_was_used_before_has_no_price_and_is_counted_with_the_reason(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    loaded(database, _log(tmp_path))
    assert ask(database, COSTS) == [(BEFORE, "unpriced", None), (FIRST, "mapped", Decimal("0.125"))]
    audit = (
        "select requests_without_price, requests_unpriced, requests_backdated, tokens_unpriced, usd from v1.cost_audit"
    )
    assert ask(database, audit) == [(1, 1, 0, 100_000, Decimal("0.125"))]
    told = ask(database, "select requests, tokens, last_day::varchar, reason, how_to from v1.unpriced_models")
    reason = "The first known price of gemini-2.5-pro is of 2025-07-01, and what it cost before is not known."
    assert told == [
        (1, 100_000, BEFORE, reason, "etl prices add google gemini-2.5-pro --from DAY --input X --output Y")
    ]


def test_a_first_price_whose_day_is_known_holds_before_it(tmp_path: Path) -> None:
    """DeepSeek's first: 100,000 * 0.27."""
    database = tmp_path / "c.duckdb"
    loaded(database, gemini_cli(tmp_path, ("deepseek-chat", "2025-01-01", SMALL)))
    assert ask(database, COSTS) == [("2025-01-01", "backdated", Decimal("0.027"))]


def test_an_own_price_fills_the_gap_and_says_for_itself_whether_its_day_is_known(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    log = _log(tmp_path)
    loaded(database, log)
    own = {"vendor": "google", "api_model": "gemini-2.5-pro", "valid_from": BEFORE, "input": "1", "output": "1"}
    add_price(database, own | {"is_dated": "false"})
    loaded(database, log)
    assert ask(database, COSTS) == [(BEFORE, "mapped", Decimal("0.1")), (FIRST, "mapped", Decimal("0.125"))]
    add_price(database, own | {"valid_from": "2025-07-01"})
    loaded(database, log)
    assert ask(database, COSTS)[0] == (BEFORE, "mapped", Decimal("0.1"))


def test_only_first_prices_whose_day_is_known_hold_for_all_time(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    loaded(database, _log(tmp_path))
    assert ask(database, "select count(*) from v1.pricing where is_first and not is_dated") == [(0,)]
    query = """
        select count(*) from v1.pricing as one
        where one.is_dated and one.is_first <> not exists (
            from v1.pricing as other
            where other.vendor = one.vendor and other.api_model = one.api_model and other.valid_from < one.valid_from
        )
    """
    assert ask(database, query) == [(0,)]
    assert ask(database, "select count(*) > 100 from v1.pricing where not is_dated") == [(True,)]
