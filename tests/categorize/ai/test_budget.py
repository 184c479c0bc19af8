"""What asking costs: today's price of the model, and a limit that many threads keep."""

import threading
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from etl.categorize.ai.budget import Ledger, Price, price
from etl.categorize.ai.replies import Usage, usage
from tests.categorize.ai.ai_cases import MODEL, database
from tests.reporting.report_cases import insert

TODAY = datetime.now(UTC).date()
DOLLAR = Usage(1_000_000, 0)


def priced(path: Path, *rows: tuple[date, date | None, str, bool]) -> Price | None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("delete from core.pricing")
        for since, until, amount, is_own in rows:
            insert(connection, "pricing", vendor="openai", api_model=MODEL, valid_from=since, valid_to=until,
                   input=amount, output=amount, is_own=is_own, is_first=False)  # fmt: skip
    return price(path, MODEL)


def test_the_price_is_that_of_today(tmp_path: Path) -> None:
    path, day = database(tmp_path, []), timedelta(1)
    past, now, soon = (date(2020, 1, 1), TODAY, "1", False), (TODAY, TODAY + day, "2", False), TODAY + day
    assert priced(path, past, now, (soon, None, "3", False)) == Price(Decimal(2), Decimal(2))
    assert priced(path, past, (soon, None, "3", False)) is None


def test_the_users_own_price_wins_and_else_the_dearest(tmp_path: Path) -> None:
    path, since = database(tmp_path, []), date(2020, 1, 1)
    vendors = (since, None, "5", False), (since, None, "9", False)
    assert priced(path, *vendors) == Price(Decimal(9), Decimal(9))
    assert priced(path, *vendors, (since, None, "2", True)) == Price(Decimal(2), Decimal(2))


def test_money_is_exact() -> None:
    assert Price(Decimal("0.10"), Decimal("0.50")).of(Usage(126_001, 12_003)) == Decimal("0.0186016")


def test_threads_together_never_promise_more_than_the_limit() -> None:
    ledger, lock, done = Ledger(Price(Decimal(1), Decimal(1)), Decimal(10)), threading.Lock(), list[bool]()

    def work() -> None:
        while ledger.promise(DOLLAR, lambda: False):
            ledger.settle(DOLLAR, Usage(500_000, 0))
            with lock:
                done.append(ledger.spent <= 10)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(done)
    # The last promise of a dollar fits while nine are spent at most.
    assert ledger.spent == Decimal("9.5")


def test_without_a_limit_all_is_promised_and_tokens_are_counted() -> None:
    ledger = Ledger(None, None)
    assert ledger.promise(DOLLAR, lambda: False)
    ledger.settle(DOLLAR, Usage(7, 3))
    assert (ledger.input, ledger.output, ledger.spent) == (7, 3, Decimal(0))


@pytest.mark.parametrize(
    "said",
    [
        *(None, [], "7", {}, {"prompt_tokens": 7}, {"prompt_tokens": 7, "completion_tokens": None}),
        *({"prompt_tokens": -1, "completion_tokens": 2}, {"prompt_tokens": True, "completion_tokens": 2}),
        *({"prompt_tokens": 1 << 50, "completion_tokens": 2}, {"prompt_tokens": 1.5, "completion_tokens": 2}),
    ],
)
def test_what_is_no_usage_is_none(said: object) -> None:
    assert usage({"usage": said}) is None
