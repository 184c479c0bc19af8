"""Reports beside the costs: what has no price, which prices were used, and what the overview says of money."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
from click.testing import CliRunner

from etl.commands.cli import main
from etl.reporting.formats.render import render
from etl.reporting.reports.table import Table
from tests.conftest import look_up
from tests.reporting.report_cases import ask, insert, records


def test_unpriced_says_what_the_view_says_and_how_to_mend_it(chats: Path) -> None:
    (row,) = records(chats, "unpriced")
    views = look_up(chats, "select requests, tokens, how_to from v1.unpriced_models")
    assert [(row["requests"], row["tokens"], row["how_to"])] == views
    assert "Give it a price with: etl prices assume MODEL --provider claude" in ask(chats, "unpriced").notes[0]
    assert records(chats, "unpriced", {"account": "ann"}) == []


def test_prices_are_those_of_my_models_and_my_own(own: Path) -> None:
    with duckdb.connect(str(own)) as connection:
        other = {"vendor": "openai", "api_model": "never-used", "valid_from": date(2024, 1, 1), "source": "S1"}
        insert(connection, "pricing", **other, input=1, output=2, is_first=True, is_own=False)
    found = records(own, "prices")
    assert [(row["model"], row["usd_input"]) for row in found] == [
        ("gpt-4o", Decimal("5")),
        ("gpt-4o", Decimal("2.5")),
        ("gpt-5", Decimal("1.25")),
        ("gpt-9", Decimal("1")),
    ]
    assert found[-1]["source"] == "yours"
    assert ask(own, "prices").notes[:3] == ("K: What K says", "S5: What S5 says", "S6: What S6 says")
    assert [row["valid_from"] for row in records(own, "prices", {"model": "gpt-4o", "until": date(2024, 3, 5)})] == [
        date(2024, 1, 1)
    ]


MONEY = {
    "agents",
    "blocks",
    "budgets",
    "costs",
    "overview",
    "prices",
    "projects",
    "providers",
    "sessions",
    "subscription",
    "tokens",
}


def test_the_prices_used_are_told_where_there_is_money_and_only_there(answers: dict[str, Table]) -> None:
    for typed, table in answers.items():
        told = bool(table.notes) and table.notes[-1] == "Prices of 2026-11-20+1a2b3c4d, days in Europe/Zurich."
        assert told == (typed.split()[0] in MONEY), typed
        head = json.loads("".join(render(table, "json")))
        assert (head["pricing_version"], head["timezone"]) == ("2026-11-20+1a2b3c4d", "Europe/Zurich")


def test_overview_tells_the_headline_with_what_it_lacks(chats: Path) -> None:
    facts = {row["fact"]: row for row in records(chats, "overview")}
    assert (facts["dollars on the API"]["number"], facts["dollars on the API"]["detail"]) == (
        2,
        "$1.88 estimate; 1 not priced",
    )
    assert facts["months worth the plan"]["detail"] == "of 2; pay-per-use: $38.12 less"
    assert "months worth the plan" not in {row["fact"] for row in records(chats, "overview", {"account": "ann"})}


def test_the_command_line_reaches_variants_and_keeps_notes_out_of_data(chats: Path) -> None:
    command = ["report", "costs", "--by", "model", "--db", str(chats), "--format", "csv"]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("model,requests,not_priced,")
    assert result.stderr.splitlines()[0].startswith("not priced: 1 request")
    assert "not priced" not in result.stdout
    result = CliRunner().invoke(main, ["report", "costs", "--db", str(chats), "--hidden-prompt-tokens", "5"])
    assert "all, hidden prompt" in result.stdout
