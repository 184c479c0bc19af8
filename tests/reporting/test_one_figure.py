"""One figure is the figure: whatever prints dollars or tokens says the same for the same selection."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.commands.cli import main
from etl.reporting.charts.draw import draw, names
from etl.reporting.charts.picture import Options
from etl.reporting.formats.humanize import dollars
from etl.reporting.reports import catalogue
from etl.reporting.reports.run import run
from etl.reporting.reports.table import Table
from tests.conftest import ROOT, held
from tests.transform.providers.log_cases import answered, ask, asked, loaded, usage, written

SUMMED = ("usd", "usd_low", "usd_high", "usd_reported", "usd_unreported", "usd_visible_nocache", "requests_reported")
BILLED = ("input", "cache_read", "cache_write", "cache_write_1h", "output", "reasoning")
ELSEWHERE = {
    "budget_spending": "what was spent of budgets, where there are any",
    "budgets": "what the user means to spend",
    "older_tool_costs": "what an older tool would say",
    "tool_costs": "searches and pictures made, which no request has in its dollars",
    "image_costs": "only requests with pictures",
}
"""Views whose columns of these names are other things, and what."""
PARTS = {
    "agents": "by sub-agents, and once more by tools",
    "blocks": "only what an API reports",
    "projects": "only chats in a project",
}
"""Reports of a part of the chats."""


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A log with an answer that no report followed, and an export's chat, all of 2025, in which nothing is reported."""
    folder = tmp_path_factory.mktemp("mixed")
    rows = [
        asked("a", None, "Hi"),
        answered("b", "a", usage(100_000, 20_000, 300_000, 50_000, 10_000)),
        asked("c", "b", "And?", second=3),
        answered("d", "c", None, second=4),
        asked("e", "d", "Who?", second=5),
        answered("f", "e", usage(10, 5), second=6, model="nobody-s-model"),
    ]
    path = folder / "c.duckdb"
    loaded(path, written(folder / "s1.jsonl", *rows), ROOT / "samples" / "chatgpt" / "thoughts_2025.json")
    with held(path):
        yield path


def figure(path: Path, column: str = "sum(usd)", where: str = "true") -> Decimal:
    ((found,),) = ask(path, f"select {column} from v1.request_costs where {where}")
    return Decimal(found)


def told(*command: str) -> str:
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    return result.output


def test_there_is_something_of_every_kind(mixed: Path) -> None:
    counts = (
        "count(*) filter (token_basis = 'reported'), count(*) filter (is_unreported), count(*) filter (is_unpriced)"
    )
    ((reported, apart, unpriced, requests),) = ask(mixed, f"select {counts}, count(*) from v1.request_costs")
    assert (reported, apart, unpriced) == (2, 1, 1)
    assert requests > reported + apart, "the export's"
    low, high, whole = (figure(mixed, f"sum({name})") for name in ("usd_low", "usd_high", "usd_visible_nocache"))
    assert low <= figure(mixed) <= high
    assert figure(mixed) != whole


def test_every_view_s_sum_is_that_of_the_requests(mixed: Path) -> None:
    wanted = (*SUMMED, *(f"billed_{name}" for name in BILLED))
    places = "select table_name, column_name from duckdb_columns() where schema_name = 'v1'"
    columns = [(view, name) for view, name in ask(mixed, places) if name in wanted and view not in ELSEWHERE]
    assert {view for view, _ in columns} >= {"daily_costs", "cost_audit", "usage_summary", "subscription_value"}
    own = {"requests_reported": "count(*) filter (token_basis = 'reported')"}
    for view in sorted({view for view, _ in columns}):
        names = [name for of, name in columns if of == view]
        sums = ", ".join(f"sum({name})" for name in names)
        whole = ", ".join(own.get(name, f"sum({name})") for name in names)
        assert ask(mixed, f"select {sums} from v1.{view}") == ask(mixed, f"select {whole} from v1.request_costs"), view


def test_reported_unreported_and_simulated_are_the_figure(mixed: Path) -> None:
    parts = "sum(usd_reported), sum(usd_unreported), sum(usd) filter (token_basis <> 'reported' and not is_unreported)"
    ((reported, apart, simulated),) = ask(mixed, f"select {parts} from v1.request_costs")
    assert reported + apart + simulated == figure(mixed)
    prices = 100_000 * 3 + 300_000 * Decimal("0.3") + 40_000 * Decimal("3.75") + 10_000 * 6 + 20_000 * 15
    assert reported == prices / 1_000_000


@pytest.fixture(scope="module")
def of_dollars(mixed: Path) -> dict[str, Table]:
    """Every report of all chats that has dollars, by how it is typed."""
    typed = [name.partition(" --by ") for name in catalogue.names()]
    tables = {f"{name}{word}{by}": run(mixed, name, {}, by or None) for name, word, by in typed if name not in PARTS}
    return {name: table for name, table in tables.items() if "usd" in table.columns}


@pytest.mark.parametrize("provider", [None, "claude_code", "chatgpt"])
def test_every_report_with_dollars_adds_up_to_the_figure(
    mixed: Path, of_dollars: dict[str, Table], provider: str | None
) -> None:
    wanted = figure(mixed, where=f"provider = '{provider}'" if provider else "true")
    found = {}
    for typed, table in of_dollars.items():
        name, _, by = typed.partition(" --by ")
        if provider and "provider" not in catalogue.filters(name, by or None):
            continue
        told = run(mixed, name, {"provider": provider}, by or None) if provider else table
        place = told.columns.index("usd")
        found[typed] = sum((Decimal(str(row[place])) for row in told.rows if row[place] is not None), Decimal(0))
    assert len(found) > 5
    assert found == dict.fromkeys(found, wanted)


PRINTED: Sequence[tuple[str, ...]] = (
    ("report", "overview"),
    ("report", "costs"),
    ("report", "providers"),
    ("report", "providers", "--by", "month"),
    ("chart", "costs"),
    ("chart", "calendar", "--metric", "cost"),
    ("chart", "wrapped", "--year", "2025"),
)


@pytest.mark.parametrize("command", PRINTED)
def test_every_command_prints_the_figure(mixed: Path, command: tuple[str, ...]) -> None:
    said = told(*command, "--db", str(mixed))
    assert dollars(figure(mixed)) in said
    assert dollars(figure(mixed, "sum(usd_visible_nocache)")) not in said


def test_every_chart_that_counts_dollars_counts_these(mixed: Path) -> None:
    for name in names():
        picture = draw(mixed, name, Options(year=2025) if name == "wrapped" else None)
        for amount in re.findall(r"\$[\d,.]*\d", picture.summary):
            bounds = [figure(mixed, f"sum({column})") for column in SUMMED[:4]]
            assert amount in {dollars(bound) for bound in bounds}, (name, picture.summary)


def test_reports_show_the_tokens_that_were_billed(mixed: Path) -> None:
    """450,010 in and 20,005 out are reported; the texts are a few, and the broken answer's stand apart."""
    chosen = {"provider": "claude_code"}
    (row,) = run(mixed, "daily", chosen).rows
    columns = run(mixed, "daily", chosen).columns
    found = dict(zip(columns, row, strict=True))
    assert (found["tokens_in"], found["tokens_out"]) == (450_010, 20_005)
    assert [found[f"billed_{name}"] for name in BILLED] == [100_010, 300_000, 50_000, 10_000, 20_005, None]
    assert int(str(found["text_in"])) < 100
    assert "450,010 in" in run(mixed, "daily", chosen).notes[0]
    for typed in ("conversations", "daily --by week", "daily --by month"):
        name, _, by = typed.partition(" --by ")
        table = run(mixed, name, chosen, by or None)
        assert [row[table.columns.index("tokens")] for row in table.rows] == [450_010 + 20_005], typed
    facts = {row[1]: row[2] for row in run(mixed, "overview", chosen).rows}
    assert (facts["tokens in, as billed"], facts["tokens out, as billed"]) == (450_010, 20_005)


def test_vendors_whose_bars_cannot_be_compared_say_so(mixed: Path) -> None:
    """Dollars beside cents; a vendor alone is compared with nothing."""
    assert draw(mixed, "costs").svg.count("on a scale of its own") == 2
    assert "on a scale of its own" not in draw(mixed, "costs", Options(provider="chatgpt")).svg


def test_dollars_that_nobody_knows_are_no_zero(mixed: Path, tmp_path: Path) -> None:
    unknown = tmp_path / "c.duckdb"
    rows = asked("a", None, "Who?"), answered("b", "a", usage(10, 5), model="nobody-s-model")
    loaded(unknown, written(tmp_path / "s.jsonl", *rows))
    (fact,) = [row for row in run(unknown, "overview").rows if row[1] == "dollars on the API"]
    assert fact[2:] == (None, "unknown; 1 not priced")
    (known,) = [row for row in run(mixed, "overview").rows if row[1] == "dollars on the API"]
    assert str(known[3]).startswith(dollars(figure(mixed)))


def test_views_of_use_hold_what_the_requests_were_billed(mixed: Path) -> None:
    sums = "sum(input_visible), sum(output_visible)"
    ((sent, answered_with),) = ask(mixed, f"select {sums} from v1.request_costs where token_basis = 'reported'")
    for view in ("conversation_days", "daily_usage", "monthly_usage", "conversations", "provider_daily"):
        found = ask(mixed, f"select sum(billed_in), sum(billed_out) from v1.{view} where provider = 'claude_code'")
        assert found == [(sent, answered_with)], view
        exported = "select sum(billed_in) = sum(tokens_in), sum(billed_out) = sum(tokens_out)"
        assert ask(mixed, f"{exported} from v1.{view} where provider = 'chatgpt'") == [(True, True)], view
    for view in ("conversation_models", "daily_model_usage", "model_usage", "model_trend"):
        found = ask(mixed, f"select sum(billed_out) from v1.{view} where provider = 'claude_code'")
        assert found == [(answered_with,)], view


def test_a_day_of_two_accounts_is_one_day_and_a_folder_is_the_name_of_a_project(tmp_path: Path) -> None:
    path = tmp_path / "c.duckdb"
    for session in ("s1", "s2"):
        first = asked(f"{session}a", None, "Hi", session)
        again = asked(f"{session}c", f"{session}b", "And?", session, second=9)
        told_once = answered(f"{session}b", f"{session}a", usage(10, 5), session)
        log = written(tmp_path / session / f"{session}.jsonl", first, told_once, again)
        loaded(path, log, account=session)
    assert column(path, "time", "active_days") == [1]
    assert column(path, "daily", "active_days", "month") == [1]
    assert column(path, "projects", "project") == ["/home/otto/bakery"] * 2
    assert "newest chat" not in told("report", "projects", "--db", str(path))


def column(path: Path, name: str, of: str, by: str | None = None) -> list[object]:
    table = run(path, name, {}, by)
    return [row[table.columns.index(of)] for row in table.rows]
