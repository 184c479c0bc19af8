"""Reports of statistics: they say what the views and the other reports say, and keep their shares when filtered."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.reporting.reports.run import run
from tests.conftest import held, look_up
from tests.reporting.report_cases import records
from tests.warehouse.views.statistics_cases import counted

ALIKE = ["conversations", "my messages", "answers of models", "messages of every kind", "tokens I wrote"]
ALIKE += ["tokens models wrote", "active days", "days of longest streak"]


@pytest.fixture(scope="module")
def chats(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("statistics") / "chats.duckdb"
    with counted(str(path)):
        pass
    with held(path):
        yield path


def facts(database: Path, name: str) -> dict[object, object]:
    return {row["fact"]: row["number"] for row in records(database, name)}


def test_usage_says_the_same_as_overview(demo: Path) -> None:
    usage, overview = facts(demo, "usage"), facts(demo, "overview")
    assert {fact: usage[fact] for fact in ALIKE} == {fact: overview[fact] for fact in ALIKE}


@pytest.mark.parametrize(
    ("view", "report", "column"),
    [("code_languages", "code", "lines"), ("time_statistics", "time", "thoughts"), ("code_daily", "code", "blocks")],
)
def test_a_report_adds_up_to_its_view(demo: Path, view: str, report: str, column: str) -> None:
    ((whole,),) = look_up(demo, f"select sum({column})::bigint from v1.{view}")
    assert isinstance(whole, int)
    assert whole > 0
    assert sum(int(str(row[column])) for row in records(demo, report)) == whole


def test_a_provider_keeps_its_percentage_when_it_stands_alone(chats: Path) -> None:
    both, alone = records(chats, "providers --by month"), records(chats, "providers --by month", {"provider": "claude"})
    assert [(row["month"], row["vendor"], str(row["percent"])) for row in both] == [
        ("(unknown)", "anthropic", "100.0"),
        ("2024-01", "openai", "100.0"),
        ("2024-02", "anthropic", "66.7"),
        ("2024-02", "openai", "33.3"),
    ]
    assert alone == [row for row in both if row["vendor"] == "anthropic"]


def test_habits_stand_below_the_hours(chats: Path) -> None:
    found = run(chats, "activity", {"account": "bob"})
    assert found.notes == ("Night owl (22:00 to 5:59): 66.7 %. Early bird (5:00 to 8:59): 66.7 %. Weekend: 66.7 %.",)
