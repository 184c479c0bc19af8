"""etl budget: what the user means to spend at most."""

import json
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.commands.command_cases import etl
from tests.conftest import ROOT

SAMPLE = str(ROOT / "samples" / "chatgpt" / "branches.json")


def budgets(database: Path) -> list[list[object]]:
    answer = json.loads(etl(database, "budget", "list", "--format", "json").stdout, parse_float=Decimal)
    return [list(row.values()) for row in answer["rows"]]


def test_a_budget_is_kept_before_there_is_a_database(database: Path) -> None:
    result = etl(database, "budget", "set", "50")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        "Kept: $50.00 a month.",
        "There is no chats.duckdb yet; the first load will know of it.",
    ]
    assert budgets(database) == [["month", None, 50]]


def test_a_budget_takes_the_place_of_one_for_the_same_time_and_project(database: Path) -> None:
    etl(database, "budget", "set", "50", "--per", "month")
    etl(database, "budget", "set", "0.10", "--per", "day")
    etl(database, "budget", "set", "7", "--per", "week", "--project", "/home/ann/api/")
    etl(database, "budget", "set", "70", "--per", "month")
    assert budgets(database) == [
        ["day", None, Decimal("0.10")],
        ["month", None, 70],
        ["week", "/home/ann/api", 7],
    ]


def test_the_database_knows_of_it_at_once(database: Path) -> None:
    etl(database, "load", SAMPLE)
    etl(database, "budget", "set", "12.50", "--project", "Garden")
    asked = "select per, project, usd from v1.budgets"
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute(asked).fetchall() == [("month", "Garden", Decimal("12.50"))]
    result = etl(database, "budget", "remove", "--project", "Garden")
    assert result.stderr.splitlines()[0] == "Dropped: $12.50 a month on the project Garden."
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute(asked).fetchall() == []


@pytest.mark.parametrize("dollars", ["1.005", "many", "", "1e3", "NaN"])
def test_what_is_no_amount_is_refused(database: Path, dollars: str) -> None:
    result = etl(database, "budget", "set", dollars)
    assert result.exit_code == 1
    assert f"'{dollars}' is no budget; give US dollars" in result.stderr
    assert budgets(database) == []


@pytest.mark.parametrize("where", [(), ("--project", "Garden")])
def test_dropping_what_is_not_there_is_a_sentence(database: Path, where: tuple[str, ...]) -> None:
    etl(database, "budget", "set", "5", "--per", "day")
    result = etl(database, "budget", "remove", "--per", "month", *where)
    assert result.exit_code == 1
    assert "There is no budget a month" in result.stderr
    assert len(budgets(database)) == 1


def test_the_overview_shows_budgets_as_their_report_does_and_none_of_a_part(database: Path) -> None:
    etl(database, "load", SAMPLE, "--timezone", "UTC")
    etl(database, "budget", "set", "50", "--per", "month")
    etl(database, "budget", "set", "7", "--per", "week", "--project", "api")

    def shown(*filters: str) -> list[tuple[object, ...]]:
        answer = json.loads(etl(database, "report", "overview", "--format", "json", *filters).stdout)
        return [(row["fact"], row["number"], row["detail"]) for row in answer["rows"] if "budget" in row["fact"]]

    reported = json.loads(etl(database, "report", "budgets", "--format", "json").stdout)["rows"]
    assert {(row["percent"], row["spent"]) for row in reported} == {(0, 0)}
    assert shown() == [
        ("% of the budget of this month", 0, "$0.00 of $50.00"),
        ("% of the budget of this week for api", 0, "$0.00 of $7.00"),
    ]
    assert shown("--since", "2020-01-01") == []
