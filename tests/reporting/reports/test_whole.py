"""Reports over a whole history: parts add up, filters are honoured, and a database with little in it has answers."""

import json
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.reporting.formats.render import render
from etl.reporting.reports.catalogue import names
from etl.reporting.reports.run import run
from tests.conftest import ROOT, held
from tests.reporting.report_cases import OF_LOGS, ask, records
from tests.warehouse.blank_database import lay

DEMO = ROOT / "samples" / "demo.zip"
TURN = date(2025, 1, 1)
BEFORE: dict[str, object] = {"until": TURN - timedelta(days=1)}
AFTER: dict[str, object] = {"since": TURN}


@pytest.fixture(scope="module")
def chats(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demo, the demo again, a newer version of one of its conversations, then the demo once more."""
    folder = tmp_path_factory.mktemp("whole")
    for export in (DEMO, DEMO, _newer(folder), DEMO):
        load([export], Options(folder / "chats.duckdb", zone="Europe/Zurich"), lambda *_: None)
    with held(folder / "chats.duckdb") as database:
        yield database


def test_the_nodes_of_every_load_add_up(chats: Path) -> None:
    found: dict[object, list[int]] = {}
    for load_id, subject, outcome, number in run(chats, "quality").rows:
        if subject in ("nodes", "conversations"):
            sums = found.setdefault((load_id, subject), [0, 0])
            sums[outcome != "read"] += int(str(number))
    assert len(found) == 8
    assert [key for key, (read, told) in found.items() if read != told or not read] == []


def test_quality_counts_conversations_by_what_became_of_them(chats: Path) -> None:
    rows = [row for row in run(chats, "quality").rows if row[1] == "conversations" and row[2] != "read"]
    assert [(row[0], row[2], row[3]) for row in rows] == [
        (4, "unchanged", 296),
        (3, "changed", 1),
        (2, "unchanged", 296),
        (1, "new", 296),
    ]


@pytest.mark.parametrize(
    ("name", "key", "number"),
    [
        *(("daily", "day", "user_messages"), ("features", "feature", "uses"), ("tools", "tool", "calls")),
        *(("code", "language", "lines"), ("activity", "hour", "all_days"), ("time", "month", "waits")),
        *(
            ("personality", "month", "asked"),
            ("providers", "day", "tokens_out"),
            ("providers --by month", "month", "answers"),
            ("daily --by month", "month", "my_messages"),
            ("daily --by week", "week", "started"),
            ("models --by month", "month", "answers"),
            ("feedback", "model", "thumbs_up"),
        ),
    ],
)
def test_two_halves_of_time_are_the_whole(chats: Path, name: str, key: str, number: str) -> None:
    whole, before, after = (_sums(chats, name, key, number, chosen) for chosen in ({}, BEFORE, AFTER))
    assert before
    assert after
    assert {name: before.get(name, 0) + after.get(name, 0) for name in whole} == whole


@pytest.mark.parametrize("chosen", [{}, BEFORE, AFTER], ids=["all", "before", "after"])
def test_overview_says_the_same_as_the_other_reports(chats: Path, chosen: dict[str, object]) -> None:
    facts = {row[1]: row[2] for row in run(chats, "overview", chosen).rows}
    daily = [row for row in records(chats, "daily", chosen) if row["day"]]
    models = [row for row in records(chats, "models", chosen) if row["model"] != "(unknown)"]
    assert facts["active days"] == len(daily)
    assert facts["my messages"] == sum(int(str(row["user_messages"])) for row in daily)
    assert facts["tokens models wrote"] == sum(int(str(row["tokens_out"])) for row in daily)
    assert facts["models"] == len(models)
    assert facts["answers of favourite model"] == models[0]["answers"]


def test_a_model_keeps_its_percentage_when_it_stands_alone(chats: Path) -> None:
    (alone,) = records(chats, "models", {"model": "gpt-4o"})
    assert alone in records(chats, "models")
    assert alone["percent"] != 100


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("empty") / "chats.duckdb"
    with duckdb.connect(str(path)) as connection:
        lay(connection)
    with held(path):
        yield path


@pytest.mark.parametrize("name", names())
def test_a_report_on_an_empty_database_is_empty_or_zero(empty: Path, name: str) -> None:
    table = ask(empty, name)
    shown = "".join(render(table, "table"))
    assert "(no rows)\n" in shown or {row[table.columns.index("number")] for row in table.rows} == {0}


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("single") / "chats.duckdb"
    load([ROOT / "samples" / "chatgpt" / "browser_2024.json"], Options(path, zone="UTC"), lambda *_: None)
    with held(path):
        yield path


@pytest.mark.parametrize("name", names())
def test_a_report_on_one_conversation_fits_a_terminal(single: Path, name: str) -> None:
    shown = "".join(render(ask(single, name), "table", 80))
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert ("(no rows)" in shown) == (
        name in (*OF_LOGS, "budgets", "code", "drift", "feedback", "projects", "unpriced")
    )


def _newer(folder: Path) -> Path:
    """An export with one conversation of the demo, as if its title had been changed since."""
    with zipfile.ZipFile(DEMO) as archive:
        chat = json.loads(archive.read("conversations-000.json"))[0]
    path = folder / "conversations.json"
    path.write_text(json.dumps([chat | {"title": "renamed", "update_time": chat["update_time"] + 100}]), "utf-8")
    return path


def _sums(database: Path, name: str, key: str, number: str, chosen: dict[str, object]) -> dict[object, int]:
    found: dict[object, int] = {}
    for row in records(database, name, chosen):
        found[row[key]] = found.get(row[key], 0) + int(str(row[number]))
    return found
