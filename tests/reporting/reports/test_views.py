"""Reports of what became of answers, of projects and of months: they say what the views say."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import look_up
from tests.reporting.report_cases import ask, records


def total(path: Path, sql: str) -> object:
    ((found,),) = look_up(path, sql)
    return found


def column(path: Path, name: str, column: str) -> Decimal:
    return sum((Decimal(str(row[column] or 0)) for row in records(path, name)), Decimal(0))


@pytest.mark.parametrize(
    ("name", "number", "sql"),
    [
        ("branches", "regenerated", "select sum(regenerated) from v1.branch_statistics"),
        ("branches", "edited", "select sum(edited_prompts) from v1.branch_statistics"),
        ("branches", "abandoned_tokens", "select sum(abandoned_tokens) from v1.branch_statistics"),
        ("feedback", "thumbs_up", "select sum(thumbs_up) from v1.feedback_by_model"),
        ("feedback", "thumbs_down", "select sum(thumbs_down) from v1.feedback_by_model"),
        ("feedback", "comments", "select sum(comments) from v1.feedback_by_model"),
        ("feedback", "side_by_side", "select 2 * count(*) from v1.model_comparisons"),
        ("feedback", "won", "select count(winner) from v1.model_comparisons"),
        ("feedback", "lost", "select count(winner) from v1.model_comparisons"),
        ("projects", "chats", "select sum(conversations) from v1.project_usage"),
        ("projects", "tokens", "select sum(tokens_in + tokens_out) from v1.project_usage"),
        (
            *("projects", "usd"),
            "select sum(usd) from v1.project_costs where project_id is not null",
        ),
        ("drift", "records", "select sum(records) from v1.schema_drift where not is_known"),
        ("models", "answers", "select sum(answers) from v1.model_usage"),
        ("models --by month", "chats", "select sum(conversations) from v1.model_trend"),
        ("models --by month", "answers", "select sum(answers) from v1.model_trend"),
        ("daily --by month", "chats", "select sum(conversations) from v1.monthly_usage"),
        ("daily --by month", "started", "select sum(conversations_started) from v1.monthly_usage"),
        ("daily --by month", "active_days", "select sum(active_days) from v1.monthly_usage"),
        ("daily --by week", "tokens", "select sum(tokens_in + tokens_out) from v1.monthly_usage"),
        ("features", "uses", "select sum(uses) from v1.feature_usage"),
    ],
)
def test_a_report_adds_up_to_its_view(demo: Path, name: str, number: str, sql: str) -> None:
    found = column(demo, name, number)
    assert found == Decimal(str(total(demo, sql)))
    assert found > 0


def test_feedback_tells_thumbs_wins_and_links(chats: Path) -> None:
    table = ask(chats, "feedback")
    assert list(table.rows) == [("gpt-4o", 0, 1, Decimal("0.0"), 0, 2, 0, 1), ("gpt-5", 0, 0, None, 0, 2, 1, 0)]
    assert table.notes == (
        "Shared by a link: 1 conversation, 1 without my name. Such links are open to everybody who has them.",
    )
    later = ask(chats, "feedback", {"since": date(2024, 3, 8)})
    assert [row[:3] for row in later.rows] == [("gpt-4o", 0, 0), ("gpt-5", 0, 0)]
    assert later.notes == ()


def test_drift_tells_the_unknown_and_counts_the_known(chats: Path) -> None:
    table = ask(chats, "drift")
    assert list(table.rows) == [("chatgpt", "metadata", "novel", False, 1, 1, 2, None)]
    assert table.notes[0].startswith("chatgpt: known fields 1, known types of content 0,")


def test_a_project_without_a_name_is_called_by_its_newest_chat(chats: Path) -> None:
    (project,) = records(chats, "projects")
    assert (project["project"], project["chats"], project["my_messages"]) == ("Trains …", 1, 2)
    (spent,) = records(chats, "costs --by project", {"since": date(2024, 3, 8), "account": "ann"})
    assert project["usd"] == spent["usd"]


def test_models_tell_the_favourite_of_all_time_and_of_now(demo: Path) -> None:
    table = ask(demo, "models")
    rows: list[tuple[Any, ...]] = list(table.rows)
    now = max(rows, key=lambda row: row[4])
    assert table.notes == (
        f"Favourite: {rows[0][0]}; now: {now[0]}. Now is the percentage in the last 90 days of these.",
    )
    assert rows[0] != now
    newest = max(row[7] for row in rows)
    used = [row for row in rows if row[4]]
    assert all((newest - row[7]).days < 90 for row in used)
    assert 99 <= sum(row[4] for row in used) <= 101


def test_weeks_begin_on_monday_and_months_hold_their_weeks(demo: Path) -> None:
    weeks = [row["week"] for row in records(demo, "daily --by week")]
    assert {day.weekday() for day in weeks if isinstance(day, date)} == {0}
    assert len(set(weeks)) == len(weeks)
    by_month = Counter(str(row["month"])[:4] for row in records(demo, "daily --by month"))
    assert by_month == {"2023": 2, "2024": 11, "2025": 12, "2026": 10}
