"""A very large export is read in pieces, each by a task, and is what it is when read whole."""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.extract import archive
from etl.lake import manifest
from etl.lake.division import Limits
from etl.lake.generation import current
from etl.lake.manifest import Manifest, named
from etl.lake.pieces import spans
from etl.transform.providers.registry import OURS
from tests.lake.lake_cases import chat, database, differences, into, rows_of
from tests.warehouse.copied_logs import claude_file, claude_turn

LIMITS = Limits(3, export=1_000)


def zipped(path: Path, members: Sequence[tuple[str, Any]]) -> Path:
    """A zip that may hold several members of a name."""
    with zipfile.ZipFile(path, "w") as file:
        for name, content in members:
            info = zipfile.ZipInfo(name, (2025, 1, 2, 3, 4, 6))
            file.writestr(info, content if isinstance(content, str) else json.dumps(content))
    return path


def shards(path: Path, number: int = 4, *more: tuple[str, Any], account: str = "anna") -> Path:
    """An export of ChatGPT's in so many parts, some of whose conversations are in two, and what stands beside them."""
    parts = [
        (f"conversations-{part:03}.json", [chat(f"c{part}", 1_735_000_000 + part, "one", "two"), _again(part)])
        for part in range(number)
    ]
    feedback = [{"id": "f1", "conversation_id": "c1", "rating": "thumbs_up", "create_time": "2025-01-02T00:00:00Z"}]
    beside = [("user.json", {"id": account, "email": f"{account}@x"}), ("message_feedback.json", feedback)]
    return zipped(path, [*parts, *beside, *more])


def logs(path: Path, number: int) -> Path:
    """A zip of sessions of Claude Code, and a log of a kind that nobody knows."""
    sessions = {f"S{place:04}": claude_turn(0, f"S{place}") for place in range(number)}
    found = [(f"{name}.jsonl", _lines(claude_file(name, [turn]))) for name, turn in sessions.items()]
    return zipped(path, [*found, ("other.jsonl", '{"a": 1}\n{"b": 2}\n')])


def rows(lake: Path) -> list[Manifest]:
    return manifest.read(lake)


def test_it_is_as_in_a_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a name that tells no date, so that the newest time inside does; and with a member that cannot be read."""
    monkeypatch.setattr("etl.pipeline.options.SMALL", 0)
    export = shards(tmp_path / "export.zip", 4, ("conversations-004.json", '[{"title": "cut'))
    into(tmp_path / "lake", [export], limits=LIMITS, jobs=2)
    assert [(one.piece, one.pieces) for one in rows(tmp_path / "lake")] == [(place, 5) for place in range(5)]
    assert differences(tmp_path / "lake", database(tmp_path / "chats.duckdb", [export])) == {}


def test_where_members_have_one_name_it_is_read_whole(tmp_path: Path) -> None:
    members = [("conversations.json", [chat(f"c{place}", 1_735_000_000, "one" * (place + 1))]) for place in range(3)]
    with pytest.warns(UserWarning, match="Duplicate name"):
        export = zipped(tmp_path / "anna-2025-01-10.zip", members)
    into(tmp_path / "lake", [export], limits=Limits(export=500))
    assert len(rows(tmp_path / "lake")) == 1
    assert differences(tmp_path / "lake", database(tmp_path / "chats.duckdb", [export])) == {}


def test_logs_are_cut_where_a_task_ends(tmp_path: Path) -> None:
    """Else the numbers of their conversations would be others."""
    export = logs(tmp_path / "logs.zip", 450)
    into(tmp_path / "lake", [export], limits=LIMITS, account="anna")
    assert [one.rows["conversations"] for one in rows(tmp_path / "lake")] == [200, 200, 50]
    held = database(tmp_path / "chats.duckdb", [export], account="anna")
    assert differences(tmp_path / "lake", held) == {}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 9), st.integers(1, 40_000))
def test_pieces_are_the_whole(tmp_path_factory: pytest.TempPathFactory, number: int, large: int) -> None:
    """One after the other, none of which is empty."""
    (export,) = archive.exports([shards(tmp_path_factory.mktemp("cut") / "export.zip", number)], None)
    found = spans(export, OURS, large)
    places = [place for first, until in found for place in range(first, until)]
    assert places == (list(range(number)) if found else [])
    assert all(first < until for first, until in found)
    assert len(found) != 1


def test_what_is_not_there_whole_is_not_there(tmp_path: Path) -> None:
    """A load that was broken off after some pieces; the next one reads those that are lacking."""
    lake, export = tmp_path / "lake", shards(tmp_path / "anna-2025-01-10.zip")
    other = shards(tmp_path / "ben-2025-01-10.zip", 1, account="ben")
    into(lake, [export], limits=LIMITS)
    whole = rows_of(lake)
    gone = lake / "manifest" / f"{rows(lake)[2].digest}.json"
    gone.unlink()
    into(lake, [other], limits=LIMITS)
    assert {row[1] for row in rows_of(lake)["conversations"]} == {"ben"}
    again = into(lake, [export, other], limits=LIMITS)
    assert ([one.piece for one in again.extracted], gone.exists()) == ([2], True)
    assert [row for row in rows_of(lake)["messages"] if row[1] == "anna"] == whole["messages"]


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    lake, export = tmp_path / "lake", shards(tmp_path / "anna-2025-01-10.zip")
    into(lake, [export], limits=LIMITS)
    before = current(lake)
    again = into(lake, [export], limits=LIMITS)
    assert (again.extracted, again.known, current(lake)) == ([], 1, before)


def test_pieces_take_the_place_of_what_an_older_program_read_whole() -> None:
    one = Manifest("d", "e", 1, None, "me", "me", ["me"], "2025-01-01", "2025-01-09", 3, "", "")
    pieces = [replace(one, digest=named("d", place), piece=place, pieces=2, tasks=1) for place in range(2)]
    pieces[0] = replace(pieces[0], made_at="2025-01-09")
    assert [place.manifest for place in manifest.placed([one, *pieces[:1]], 0)] == [one]
    found = manifest.placed([one, *pieces], 0)
    assert [place.manifest for place in found] == pieces
    assert [place.first for place in found] == [0, 1 << 16]
    assert {place.made_at for place in found} == {datetime(2025, 1, 1)}


def _again(part: int) -> dict[str, Any]:
    return chat("both", 1_735_200_000 + part % 2, "first", *["more"] * (part % 2))


def _lines(events: Sequence[Any]) -> str:
    return "".join(json.dumps(event) + "\n" for event in events)
