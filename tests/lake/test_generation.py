"""Which files of a lake are current: one generation, or a sentence why none."""

import json
from pathlib import Path

import pytest

from etl.errors import DatabaseError
from etl.lake.generation import Generation, core_file, current, latest, past, publish, write_whole

FIRST = Generation(1, 2, {"messages": ("core/messages/bucket=0/00000001.parquet",)}, {"0": "mark"}, {"timezone": "UTC"})


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    publish(tmp_path, FIRST)
    return tmp_path


def test_what_was_published_is_current(lake: Path) -> None:
    assert current(lake) == FIRST
    assert current(lake).files(lake) == {"messages": [core_file(lake, "messages", "00000001", 0)]}


def test_the_one_before_is_past(lake: Path) -> None:
    second = Generation(2, 2, {"messages": ("core/messages/00000002.parquet",)})
    publish(lake, second)
    assert (current(lake), past(lake)) == (second, [FIRST])


def test_what_is_half_written_changes_nothing(lake: Path) -> None:
    (lake / "current.json.1.partial").write_text("{")
    assert current(lake) == FIRST


def test_a_folder_without_any_is_no_lake(tmp_path: Path) -> None:
    assert latest(tmp_path) is None
    with pytest.raises(DatabaseError, match=r"is no lake; make one with: etl load --lake"):
        current(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": 1}', '{"format": 1, "tables": []}', "\udc80"])
def test_damage_is_told(lake: Path, text: str) -> None:
    (lake / "current.json").write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(DatabaseError, match=r"current\.json is damaged; move it away"):
        current(lake)


def test_a_newer_lake_is_refused(lake: Path) -> None:
    content = json.loads((lake / "current.json").read_text())
    write_whole(lake / "current.json", json.dumps(content | {"format": 2, "product": "9.9", "more": 1}))
    with pytest.raises(DatabaseError, match=r"newer chatlake \(9\.9\); upgrade this one"):
        current(lake)


def test_it_is_for_its_owner_alone(lake: Path) -> None:
    publish(lake, FIRST)
    assert {path.stat().st_mode & 0o777 for path in lake.rglob("*.json")} == {0o600}
    assert (lake / "past").stat().st_mode & 0o777 == 0o700
