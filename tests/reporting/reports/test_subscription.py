"""The report subscription: what a plan was worth, in words and numbers."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.reporting.reports.run import run
from tests.conftest import look_up
from tests.reporting.report_cases import insert
from tests.reporting.report_costs import request

CHAT: dict[str, object] = {"provider": "chatgpt", "account_id": "ann", "conversation_id": "c", "revision": 1}
PLUS: dict[str, object] = {"vendor": "openai", "plan": "plus", "billing": "monthly", "seats": 1}
BOUGHT = "The API price buys tokens only"


def plan(path: Path, costs: list[int], **period: object) -> list[str]:
    """The notes on a plan from January 2024 on, of 20 dollars, and months in which use cost so many dollars."""
    with duckdb.connect(str(path)) as connection:
        for table in ("requests", "plan_periods", "plan_months", "pricing"):
            connection.execute(f"delete from core.{table}")
        months = [date(2024 + number // 12, 1 + number % 12, 1) for number in range(len(costs))]
        for month, usd in zip(months, costs, strict=True):
            amounts: dict[str, Any] = {
                name: Decimal(usd) for name in ("usd_visible_nocache", "usd_low", "usd_mid", "usd_high")
            }
            if usd:
                request(connection, CHAT, str(month), month, 1, 1, **amounts)
            insert(connection, "plan_months", period=1, vendor="openai", plan="plus", month=month, usd_fee=20)
            connection.execute("delete from core.dim_date where day = ?", [month])
            insert(connection, "dim_date", day=month, month=month)
        insert(connection, "plan_periods", **PLUS | {"period": 1, "from_date": months[0]} | period)
    return list(run(path, "subscription").notes)


@pytest.fixture
def chats(own: Path) -> Path:
    return own


def test_t11_the_best_single_switch(chats: Path) -> None:
    notes = plan(chats, [5, 8, 12, 30, 45, 60])
    assert (
        "openai: in hindsight, pay-per-use, then the plan from 2024-04 would have cost least: $85.00, "
        "against $120.00 for the plan and $160.00 for pay-per-use." in notes
    )


@pytest.mark.parametrize(
    ("costs", "best"),
    [
        ([30, 25], "the plan all along would have cost least: $40.00, against $40.00 for the plan and $55.00"),
        ([3, 25, 4], "pay-per-use all along would have cost least: $32.00, against $60.00 for the plan and $32.00"),
        ([20, 20], "the plan all along would have cost least: $40.00"),
    ],
)
def test_a_switch_that_never_pays_is_told_as_such(chats: Path, costs: list[int], best: str) -> None:
    assert any(best in note for note in plan(chats, costs))


def test_the_sentence_a_person_wants(chats: Path) -> None:
    notes = plan(chats, [30, 0, 8])
    assert notes[0] == (
        "openai: worth it in 1 of 3 months; pay-per-use would have cost $22.00 less (from $22.00 less to $22.00 less)."
    )
    assert notes[1] == "openai plus: 3 months, $60.00 paid, $38.00 on the API ($38.00 to $38.00), worth it in 1."
    assert notes[2] == (
        "openai plus: breaks even at 2 requests a month (a request is $19.0000 on average); there were 1."
    )
    assert notes[3] == "openai: paid and not used in 2024-02."
    assert BOUGHT in notes[-2]
    assert plan(chats, [30])[0].startswith("openai: worth it in 1 of 1 month; pay-per-use would have cost $10.00 more")


def test_every_month_is_the_views(chats: Path) -> None:
    table = run(chats, "subscription")
    view = "select usd_fee, usd, usd_low, usd_high, saving, cumulative_saving from v1.subscription_value order by month"
    found = [(*row[2:6], *row[7:9]) for row in table.rows]
    assert found == look_up(chats, view)
    assert len(found) == 2


def test_requests_without_a_price_are_told(chats: Path) -> None:
    plan(chats, [30, 40])
    with duckdb.connect(str(chats)) as connection:
        request(connection, CHAT, "x", date(2024, 1, 1), 1, 1, model_slug="auto", price_status="unmapped")
    assert "openai: 1 request of those months has no price; with it pay-per-use would have cost more." in (
        run(chats, "subscription").notes
    )


def test_a_fee_that_is_not_known_makes_no_sum(chats: Path) -> None:
    plan(chats, [30, 40])
    with duckdb.connect(str(chats)) as connection:
        connection.execute("update core.plan_months set usd_fee = null where month = '2024-02-01'")
    notes = run(chats, "subscription").notes
    assert "openai: the fee of 1 month is unknown; state it with: etl plan add openai plus --price USD." in notes
    assert not any("hindsight" in note for note in notes)


def test_without_a_plan_it_says_how_to_state_one(chats: Path) -> None:
    with duckdb.connect(str(chats)) as connection:
        connection.execute("delete from core.plan_periods")
        connection.execute("delete from core.plan_months")
    table = run(chats, "subscription")
    assert [row[6] for row in table.rows] == ["no plan"]
    assert table.notes[0].startswith("No plan is stated, and an export does not tell")
    assert table.notes[1] == "State one with: etl plan add openai plus --from 2024-03"
    assert not any(BOUGHT in note for note in table.notes)


def test_months_are_filtered(chats: Path) -> None:
    chosen: dict[str, object] = {"since": date(2024, 3, 15)}
    assert [row[0] for row in run(chats, "subscription", chosen).rows] == ["2024-03"]
    assert run(chats, "subscription", chosen).notes[0].startswith("openai: worth it in 0 of 1 month;")
    assert list(run(chats, "subscription", {"provider": "claude"}).rows) == []
