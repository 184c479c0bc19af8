"""The page Now: every number on it is the report's."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from etl.reporting.formats.humanize import dollars, short
from etl.reporting.reports.run import run
from etl.state import budgets
from etl.warehouse.build.renew import renew
from etl.web.data.database import Desk
from etl.web.pages.now import budget, read, window
from tests.export.export_cases import loaded
from tests.web.web_cases import Web, serving

AT = datetime(2025, 6, 1, 11, 0)
"""UTC: an hour into the window of the sample's session."""
DAY = {"since": AT.date(), "until": AT.date()}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    database = loaded(tmp_path_factory.mktemp("now"), "claude_code/usage_2025.jsonl")
    budgets.keep(database, "50", "month", None)
    budgets.keep(database, "0.01", "day", None)
    renew(database)
    return Desk(database)


def first(place: Desk, name: str) -> dict[str, Any]:
    table = run(place.path, name, now=AT)
    return dict(zip(table.columns, next(iter(table.rows)), strict=True))


def test_today_is_the_reports_total(place: Desk) -> None:
    table = run(place.path, "tokens", DAY, now=AT)
    named: dict[str, Any] = dict(zip(table.columns, table.total or (), strict=True))
    assert named["usd"]
    assert read(place, AT)["today"] == [
        (dollars(named["usd"]), "today"),
        (short(named["input"]), "tokens in"),
        (short(named["cache_read"]), "tokens cache read"),
        (short(named["cache_write"]), "tokens cache written"),
        (short(named["output"]), "tokens out"),
    ]
    assert read(place, AT)["notes"] == table.notes


def test_the_window_is_the_reports_and_ends_as_its_note_says(place: Desk) -> None:
    table = run(place.path, "blocks", now=AT)
    (one,) = read(place, AT)["windows"]
    asked = first(place, "blocks")
    assert one["usd"] == dollars(asked["usd"])
    assert one["tokens"] == f"{asked['tokens']:,} tokens"
    assert f"at {one['speed']} it ends at {one['projected']}" in table.notes[0]
    assert (one["left"], one["since"], one["ends"], one["gone"]) == ("4 h 00 min", "12:00", "17:00", 20)


def test_budgets_are_the_reports(place: Desk) -> None:
    table = run(place.path, "budgets", now=AT)
    rows: list[dict[str, Any]] = [dict(zip(table.columns, each, strict=True)) for each in table.rows]
    shown = read(place, AT)["budgets"]
    assert [each["spent"] for each in shown] == [dollars(each["spent"]) for each in rows]
    assert [each["percent"] for each in shown] == [each["percent"] for each in rows]
    assert [each["is_over"] for each in shown] == [each["spent"] > each["budget"] for each in rows]
    assert {each["is_over"] for each in shown} == {True, False}


def test_sessions_are_the_reports(place: Desk) -> None:
    asked = first(place, "sessions")
    shown = read(place, AT)["sessions"]
    cells = dict(zip(shown.heads, shown.rows[0], strict=True))
    names = ("input", "cache_read", "cache_write", "output")
    assert [cells[name.replace("_", " ")] for name in names] == [f"{asked[name]:,}" for name in names]
    assert cells["session"] == asked["session"]


def test_what_is_over_is_not_shown_as_of_now(place: Desk) -> None:
    later = AT.replace(day=2)
    told = read(place, later)
    assert told["today"][0] == ("$0.00", "today")
    assert (told["windows"], told["windows_note"]) == ([], "")
    assert [each["spent"] for each in told["budgets"] if each["name"] == "Today"] == ["$0.00"]


def test_one_request_has_no_speed_yet() -> None:
    asked = {"provider": "codex", "start": "2025-06-01 12:00", "tokens": 1, "usd": None, "usd_an_hour": None}
    one = window(asked | {"hours_left": Decimal("0.50")}, ZoneInfo("Europe/Zurich"), AT)
    assert (one["usd"], one["projected"], one["left"], one["ends"]) == ("unknown", "", "30 min", "13:30")


def test_a_budget_without_spending_is_empty() -> None:
    asked = {"per": "week", "project": "/a/api", "spent": Decimal(), "budget": Decimal(), "percent": None}
    one = budget(asked | {"remaining": Decimal(), "not_priced": 2})
    assert (one["percent"], one["is_over"], one["rest"], one["unpriced"]) == (0, False, "$0.00 left", "2 requests")


def test_the_page_shows_what_was_read(place: Desk) -> None:
    with serving(place.path) as web:
        page = web.ask("/now").text
    day = datetime.now(UTC).astimezone(ZoneInfo("Europe/Zurich")).date()
    assert f"{day:%A, %Y-%m-%d}" in page
    assert "of $50.00" in page
    assert "None is open: the next request begins one." in page
    assert '<script src="/static/live.js" defer></script>' in page


def test_a_database_of_chats_alone_says_what_is_lacking(server: Web) -> None:
    page = server.ask("/now").text
    assert "No budget is set; set one with: etl budget set" in page
    assert "Only logs of agents tell when each request was made" in page


def test_without_a_database_one_is_welcomed(tmp_path: Path) -> None:
    with serving(tmp_path / "chats.duckdb") as web:
        answer = web.ask("/now")
    assert (answer.status, answer.headers["location"]) == (303, "/")
