"""etl plan: which subscriptions the user paid."""

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from etl.errors import SettingError
from etl.state.dates import first_day, last_day, overlaps
from etl.state.overrides import own
from tests.commands.command_cases import etl
from tests.conftest import ROOT

SAMPLE = str(ROOT / "samples" / "chatgpt" / "branches.json")
PLUS = ("plan", "add", "openai", "plus", "--from", "2023-03")


def periods(database: Path) -> list[dict[str, object]]:
    answer = json.loads(etl(database, "plan", "list", "--format", "json").stdout, parse_float=Decimal)
    return list(answer["rows"])


def test_a_period_is_kept_and_listed(database: Path) -> None:
    result = etl(database, *PLUS, "--to", "2025-01", "--price", "22.50", "--seats", "2")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        "Kept as period 1: openai plus, from 2023-03-01 to 2025-01-31.",
        "There is no chats.duckdb yet; the first load will know of it.",
    ]
    (row,) = periods(database)
    assert list(row.values()) == [
        *(1, "openai", "plus", "monthly"),
        *("2023-03-01", "2025-01-31", 2, Decimal("22.50"), "own"),
    ]


def test_the_amount_is_kept_as_it_was_written(database: Path) -> None:
    etl(database, *PLUS, "--price", "0.10")
    assert own(database)["plan_periods"][0]["usd_month"] == "0.10"


def test_a_period_without_a_price_shows_the_listed_one(database: Path) -> None:
    etl(database, *PLUS)
    etl(database, "plan", "add", "Anthropic", "Team-Standard", "--from", "2026-02-03", "--billing", "annual")
    assert [(row["usd_month"], row["price"]) for row in periods(database)] == [(20, "listed"), (20, "listed")]


@pytest.mark.parametrize(("plan", "billing"), [("plus", "monthly"), ("free", None), ("team", "monthly")])
def test_billing_is_the_usual_one(database: Path, plan: str, billing: str | None) -> None:
    etl(database, "plan", "add", "openai", plan, "--from", "2025-01")
    assert [row["billing"] for row in periods(database)] == [billing]


def test_a_plan_of_ones_own_needs_a_price(database: Path) -> None:
    result = etl(database, "plan", "add", "openai", "gold", "--from", "2023-03")
    assert result.exit_code == 1
    assert "There is no plan openai gold that we know; there are: anthropic free, " in result.stderr
    assert "openai team. Or give its --price." in result.stderr
    assert etl(database, "plan", "add", "openai", "gold", "--from", "2023-03", "--price", "0").exit_code == 0
    assert [(row["plan"], row["usd_month"]) for row in periods(database)] == [("gold", 0)]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--to", "2023-02"), "cannot end on 2023-02-28, before it begins on 2023-03-01"),
        (("--to", "soon"), "'soon' is no day of the calendar"),
        (("--price", "-1"), "'-1' is no price"),
        (("--price", "1.234"), "with at most 2 decimal places"),
        (("--price", "NaN"), "'NaN' is no price"),
        (("--price", "²"), "'²' is no price"),
        (("--seats", "0"), "'0' is no number of seats"),
        (("--seats", "1.5"), "'1.5' is no number of seats"),
        (("--billing", "annual"), "has no annual price that we know, only: monthly"),
        (("--from", "2023-01-31"), "openai plus (monthly) has existed since 2023-02-01"),
        (("--from", "2023-02-30"), "'2023-02-30' is no day"),
        (("--from", "2023"), "'2023' is no day"),
    ],
)
def test_what_cannot_be_gets_one_sentence_and_is_not_kept(database: Path, options: tuple[str, str], words: str) -> None:
    result = etl(database, *PLUS, *options)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert words in result.stderr
    assert list(database.parent.iterdir()) == []


def test_a_plan_may_begin_before_its_list_price_with_a_price(database: Path) -> None:
    assert etl(database, "plan", "add", "openai", "plus", "--from", "2022-12", "--price", "20").exit_code == 0


def test_periods_that_share_days_are_allowed_and_named(database: Path) -> None:
    etl(database, *PLUS, "--to", "2024-01-15")
    assert "shares days" not in etl(database, "plan", "add", "openai", "pro", "--from", "2025-01").stderr
    assert "shares days" not in etl(database, "plan", "add", "anthropic", "pro", "--from", "2024-01").stderr
    result = etl(database, "plan", "add", "openai", "team", "--from", "2024-01-15", "--to", "2024-02")
    assert result.exit_code == 0
    told = "It shares days with period 1 (openai plus, from 2023-03-01 to 2024-01-15); the fees of both count."
    assert result.stderr.splitlines()[0] == told


def test_a_period_can_be_removed_once(database: Path) -> None:
    etl(database, *PLUS)
    assert "Dropped period 1: openai plus, from 2023-03-01 on." in etl(database, "plan", "remove", "1").stderr
    result = etl(database, "plan", "remove", "1")
    assert (result.exit_code, result.stderr) == (1, "Error: There is no plan period 1; see: etl plan list\n")


def test_the_state_stays_private(database: Path) -> None:
    etl(database, *PLUS)
    assert [path.stat().st_mode & 0o777 for path in database.parent.iterdir()] == [0o600]


def test_a_database_follows_at_once(filled: Path) -> None:
    result = etl(filled, *PLUS, "--price", "22.5")
    assert result.stderr.splitlines()[1] == "Renewed chats.duckdb: its views and reports follow."
    assert _stored(filled) == [("plus", date(2023, 3, 1), Decimal("22.50"))]
    etl(filled, "plan", "remove", "1")
    assert _stored(filled) == []


def test_a_database_that_is_held_follows_at_the_next_load(filled: Path) -> None:
    code = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, str(filled)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        result = etl(filled, *PLUS)
        holder.communicate()
    assert result.exit_code == 1
    kept = "Error: The change is kept, and the next load brings it in; now it could not be: "
    assert kept + "chats.duckdb is open for writing in " in result.stderr
    etl(filled, "load", SAMPLE)
    assert [plan for plan, *_ in _stored(filled)] == ["plus"]


def test_months_and_days_are_taken_as_they_are_meant() -> None:
    assert (first_day("2024-02"), last_day("2024-02")) == (date(2024, 2, 1), date(2024, 2, 29))
    assert first_day("2024-02-10") == last_day("2024-02-10") == date(2024, 2, 10)
    assert last_day("9999-12") == date(9999, 12, 31)
    for wrong in ("2024-2", "20240210", "2024-W07", "2024-02-10T00:00", "٢٠٢٤-٠٢", ""):
        with pytest.raises(SettingError):
            first_day(wrong)


def test_open_periods_share_days_with_all_that_follow() -> None:
    assert overlaps((None, None), ("2024-01-01", "2024-01-01"))
    assert overlaps(("2024-01-01", None), ("2023-01-01", "2024-01-01"))
    assert not overlaps(("2024-01-02", None), ("2023-01-01", "2024-01-01"))


def _stored(database: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute("select plan, from_date, usd_month from core.plan_periods").fetchall()
