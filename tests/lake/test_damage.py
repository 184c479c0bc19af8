"""A lake whose files somebody or something has changed: one sentence, nothing removed, or made anew where it can be."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from etl.commands.cli import main
from tests.lake.lake_cases import chat, chatgpt, into, rows_of

CHATS = [chat("c1", 1_735_000_000, "one", "two"), chat("c2", 1_735_100_000, "three")]
DAMAGED = "is damaged; remove it, then load its export into the lake again."
CURRENT = "current.json is damaged; move it away, then load any export into the lake again."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    into(folder / "lake", [chatgpt(folder / "anna-2025-01-10.zip", "anna", CHATS)])
    chatgpt(folder / "ben-2025-01-11.zip", "ben", CHATS)
    return folder


@pytest.fixture
def lake(made: Path, tmp_path: Path) -> Path:
    """A lake of one export, to be changed."""
    return Path(shutil.copytree(made / "lake", tmp_path / "lake"))


@pytest.fixture
def later(made: Path) -> Path:
    """Another export."""
    return made / "ben-2025-01-11.zip"


def etl(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def refused(done: Result, sentence: str) -> None:
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert sentence in done.output


def changed(path: Path, **to: Any) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | to))


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ({"order": "x"}, DAMAGED),
        ({"made_at": "yesterday"}, DAMAGED),
        ({"shares": [1]}, DAMAGED),
        ({"rows": []}, DAMAGED),
        ({"later": 1, "product": "9.9"}, "was written by a newer chatlake (9.9); upgrade this one."),
    ],
    ids=["number", "time", "pairs", "map", "newer"],
)
def test_what_is_known_of_an_export_is_looked_at(to: dict[str, Any], sentence: str, lake: Path, later: Path) -> None:
    (path,) = (lake / "manifest").iterdir()
    changed(path, **to)
    refused(etl("load", "--lake", lake, later, "--timezone", "Europe/Zurich"), sentence)
    refused(etl("lake", "tidy", lake), sentence)


def test_where_nothing_is_known_of_any_nothing_is_removed(lake: Path, later: Path) -> None:
    """Else tidying would take every export for one whose load was broken off."""
    shutil.rmtree(lake / "manifest")
    before = sorted(lake.rglob("*.parquet"))
    for command in (("lake", "tidy", lake), ("load", "--lake", lake, later, "--timezone", "Europe/Zurich")):
        refused(etl(*command), "manifest is gone or empty; put it back, or load all exports into another --lake.")
    assert sorted(lake.rglob("*.parquet")) == before


@pytest.mark.parametrize(
    "to",
    [
        {"tables": {"messages": ["../raw/messages/x.parquet"]}},
        {"tables": {"messages": ["/etc/passwd"]}},
        {"tables": {"messages": 5}},
        {"marks": []},
        {"number": "1"},
    ],
    ids=["above", "elsewhere", "number", "marks", "text"],
)
def test_a_generation_is_looked_at(to: dict[str, Any], lake: Path, later: Path) -> None:
    changed(lake / "current.json", **to)
    for command in (
        ("lake", "tidy", lake),
        ("lake", "views", lake),
        ("load", "--lake", lake, later, "--timezone", "Europe/Zurich"),
    ):
        refused(etl(*command), CURRENT)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: {"marks": {**content["marks"], "0": 5}},
        lambda content: {"marks": {**content["marks"], "0": {"settled": "x"}}},
        lambda content: {"tables": {"messages": content["tables"]["messages"]}},
    ],
    ids=["mark", "lacking", "tables"],
)
def test_what_a_generation_does_not_tell_is_made_anew(
    change: Callable[[dict[str, Any]], dict[str, Any]], lake: Path, later: Path
) -> None:
    changed(lake / "current.json", **change(json.loads((lake / "current.json").read_text())))
    into(lake, [later])
    assert {row[1] for row in rows_of(lake)["messages"]} == {"anna", "ben"}


def test_a_file_of_another_table_is_told(lake: Path, later: Path) -> None:
    (path,) = (lake / "raw" / "messages").iterdir()
    shutil.copyfile(lake / "raw" / "load_files" / path.name, path)
    done = etl("load", "--lake", lake, later, "--timezone", "Europe/Zurich")
    refused(
        done, f"{path} is damaged or gone; remove {lake / 'manifest' / path.stem}.json, then load its export again."
    )


def test_a_file_in_the_place_of_what_is_at_work_is_removed(lake: Path, later: Path) -> None:
    (lake / "work").write_text("x")
    into(lake, [later])
    assert not (lake / "work").exists()
