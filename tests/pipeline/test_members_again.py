"""Exports that are loaded again: a member that is as it was is not read, and nothing comes out otherwise for that."""

import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from etl.checks.verify import verify
from etl.extract.archive import Member, stamps
from etl.extract.split.block import Block
from etl.pipeline import blocks
from etl.pipeline.load import Loaded, load
from etl.pipeline.options import Options
from etl.rows.loads import Issue
from etl.state import assumptions
from etl.transform.providers.registry import Registry
from tests import claude_export
from tests.chatgpt_export import chain, said
from tests.pipeline.reload_cases import START, Version, ask, exported

CLOCK = {"started_at", "finished_at", "seconds", "last_seen_at", "first_seen_at", "revision"}
"""Columns that tell when a load ran, and which of its tasks a conversation came of."""


@pytest.fixture(autouse=True)
def no_grain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust a file's times at once: tests do not wait until it is two seconds old."""
    monkeypatch.setattr(stamps, "_GRAIN", 0)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the members that are read from now on."""
    found: list[str] = []

    def pieces(member: Member, providers: Registry) -> Iterator[Block | Member | Issue]:
        found.append(member.name)
        return blocks.pieces(member, providers)

    monkeypatch.setattr("etl.pipeline.intake.pieces", pieces)
    return found


def chats(*texts: str) -> list[dict[str, Any]]:
    """Conversations of a known time, which tells when their export was made."""
    told = {"update_time": 1.7e9}
    return [chain(said("user", text), said("assistant", "Yes."), conversation_id=f"c{text}", **told) for text in texts]


def again(database: Path, *paths: Path, **options: Any) -> Loaded:
    return load(paths, Options(database, zone="UTC", **{"account": "me", **options}), lambda *_: None)


def cells(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that a database holds but the clock's times, and what it remembers of files."""
    found = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute("select table_name from duckdb_tables() where schema_name = 'core'").fetchall()
        for (table,) in sorted(tables):
            columns = [row[0] for row in connection.execute(f"describe core.{table}").fetchall()]
            listed = ", ".join(f'"{column}"' for column in columns if column not in CLOCK)
            found[table] = sorted(connection.execute(f"select {listed} from core.{table}").fetchall(), key=repr)
    del found["files_read"]
    return found


def forget(database: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("delete from core.files_read")


def same_by_reading(database: Path, *paths: Path, **options: Any) -> Loaded:
    """Load once more, and see that reading all of it would have come to the same."""
    other = database.with_name("reading.duckdb")
    shutil.copyfile(database, other)
    forget(other)
    whole = again(other, *paths, **options)
    loaded = again(database, *paths, **options)
    assert cells(database) == cells(other)
    assert (loaded.intake.issues, loaded.intake.nodes, loaded.intake.skipped) == (
        whole.intake.issues,
        whole.intake.nodes,
        whole.intake.skipped,
    )
    return loaded


def test_a_member_of_a_zip_that_is_as_it_was_is_not_read(tmp_path: Path, read: list[str]) -> None:
    database, path = tmp_path / "c.duckdb", claude_export.packed(tmp_path / "e.zip", conversations=chats("a", "b"))
    again(database, path)
    assert read
    read.clear()
    after = again(database, path)
    assert read == []
    assert (after.outcome.unchanged, after.intake.nodes, after.intake.unread) == (2, 4, 0)
    same_by_reading(database, path)
    assert verify(database, [path]).is_complete


def test_it_is_so_wherever_the_zip_lies(tmp_path: Path, read: list[str]) -> None:
    database, path = tmp_path / "c.duckdb", claude_export.packed(tmp_path / "e.zip", conversations=chats("a"))
    again(database, path)
    (tmp_path / "elsewhere").mkdir()
    moved = path.rename(tmp_path / "elsewhere" / "e.zip")
    read.clear()
    assert again(database, moved).outcome.unchanged == 1
    assert read == []


def test_a_zip_that_differs_is_read(tmp_path: Path, read: list[str]) -> None:
    """By a byte, by a chat less, by a chat more."""
    database, paths = tmp_path / "c.duckdb", [tmp_path / f"{name}.zip" for name in ("byte", "less", "more")]
    for path in paths:
        claude_export.packed(path, conversations=chats(f"{path.stem}-a", f"{path.stem}-b"))
    again(database, *paths)
    for path, others in zip(paths, ("ax", "a", "abc"), strict=True):
        claude_export.packed(path, conversations=chats(*(f"{path.stem}-{other}" for other in others)))
    read.clear()
    same_by_reading(database, *paths)
    assert len(read) == 2 * len(paths), "in either way of loading"
    assert verify(database, paths).is_complete


def test_a_folder_of_json_is_known_by_its_stamp(tmp_path: Path, read: list[str]) -> None:
    database, folder = tmp_path / "c.duckdb", tmp_path / "export"
    folder.mkdir()
    path = folder / "conversations.json"
    path.write_text(json.dumps(chats("a", "b")))
    again(database, folder)
    read.clear()
    same_by_reading(database, folder)
    assert len(read) == 1
    status = path.stat()
    path.write_text(json.dumps(chats("a", "x")))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert same_by_reading(database, folder).outcome.new == 1


def test_a_file_that_may_still_change_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database, path = tmp_path / "c.duckdb", tmp_path / "conversations.json"
    path.write_text(json.dumps(chats("a", "b")))
    monkeypatch.setattr(stamps, "_GRAIN", 3_600_000_000_000)
    again(database, path)
    assert ask(database, "select count(*) from core.files_read") == [(0,)]


def test_what_was_odd_is_said_each_time(tmp_path: Path) -> None:
    database, paths = tmp_path / "c.duckdb", [tmp_path / f"{number}.zip" for number in range(4)]
    for path, end in zip(paths, (b"]garbage", b"", b', {"mapping": 7}]', b", 7]"), strict=True):
        with zipfile.ZipFile(path, "w") as file:
            told = json.dumps(chats(f"{path.stem}-a", f"{path.stem}-b")).encode()[:-1]
            file.writestr("conversations.json", told + end)
    first = again(database, *paths).intake.issues
    assert first.total() == len(paths)
    for _ in range(2):
        assert same_by_reading(database, *paths).intake.issues == first


def test_text_that_is_wanted_now_is_read(tmp_path: Path) -> None:
    database, path = tmp_path / "c.duckdb", claude_export.packed(tmp_path / "e.zip", conversations=chats("a"))
    again(database, path, keep_text=False)
    assert ask(database, "select count(text) from core.messages") == [(0,)]
    again(database, path)
    assert ask(database, "select count(text) from core.messages") == [(2,)]
    assert again(database, path).intake.unread == 0


def test_other_rules_and_another_account_read_it(tmp_path: Path) -> None:
    database, path = tmp_path / "c.duckdb", claude_export.packed(tmp_path / "e.zip", conversations=chats("a"))
    again(database, path)
    assert again(database, path, account="other").intake.unread > 0
    assumptions.assume_always(database, "claude", "claude-opus-4-1")
    assert again(database, path).intake.unread > 0
    assert again(database, path).intake.unread == 0


def test_two_members_of_one_name_are_read(tmp_path: Path) -> None:
    database, path = tmp_path / "c.duckdb", tmp_path / "e.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("conversations.json", json.dumps(chats("a")))
        with pytest.warns(UserWarning, match="Duplicate name"):
            file.writestr("conversations.json", json.dumps(chats("b")))
    again(database, path)
    assert same_by_reading(database, path).intake.unread > 0


def test_logs_in_a_zip_are_known(tmp_path: Path, read: list[str]) -> None:
    database, path = tmp_path / "c.duckdb", tmp_path / "e.zip"
    samples = Path(__file__).parents[2] / "samples" / "claude_code"
    with zipfile.ZipFile(path, "w") as file:
        for log in sorted(samples.glob("*.jsonl"))[:4]:
            file.write(log, log.name)
    again(database, path)
    same_by_reading(database, path)
    assert again(database, path).intake.unread == 0


VERSIONS = st.builds(
    Version,
    title=st.sampled_from(["First", "Second"]),
    answer=st.sampled_from(["The beginn", "The beginning"]),
    current=st.just("a"),
    has_branch=st.booleans(),
    is_archived=st.booleans(),
    project=st.just(None),
    update_time=st.sampled_from([START, START + 60]),
    rating=st.sampled_from(["thumbs_up", "thumbs_down"]),
    email=st.just("one@example.org"),
)


@settings(max_examples=3, phases=(Phase.explicit, Phase.generate))
@given(st.lists(VERSIONS, min_size=2, max_size=2), st.lists(st.sets(st.sampled_from("01"), min_size=1), max_size=3))
def test_whatever_is_loaded_again_comes_to_what_reading_it_would(told: list[Version], loads: list[set[str]]) -> None:
    with TemporaryDirectory() as folder:
        database = Path(folder, "c.duckdb")
        paths = {str(day): exported(Path(folder, f"{day}.zip"), version, day + 1) for day, version in enumerate(told)}
        again(database, paths["0"])
        for names in [{"0", "1"}, *loads]:
            same_by_reading(database, *(paths[name] for name in sorted(names)))
