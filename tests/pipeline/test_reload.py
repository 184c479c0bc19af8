"""Loading again renews everything: whatever a newer export tells otherwise holds."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.pipeline.reload_cases import HOLDS, Version, ask, content, exported, held, lacking, loaded

OLD = Version()
NEW = {
    "title": Version(title="Second"),
    "answer": Version(answer="The beginning and the whole end."),
    "answer of the same length": Version(answer="The begunn"),
    "branch": Version(current="b"),
    "archived": Version(is_archived=True),
    "project": Version(project="g-p-1"),
    "fewer nodes": Version(has_branch=False, title="Second"),
    "rating": Version(rating="thumbs_down"),
    "account": Version(email="two@example.org"),
}


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The older export, loaded: a database to be copied."""
    folder = tmp_path_factory.mktemp("once")
    loaded(folder / "chats.duckdb", exported(folder / "1.zip", OLD))
    return folder


@pytest.mark.parametrize("what", NEW)
def test_whatever_changed_is_renewed_although_times_are_equal(what: str, once: Path, tmp_path: Path) -> None:
    database = Path(shutil.copyfile(once / "chats.duckdb", tmp_path / "chats.duckdb"))
    newer = exported(tmp_path / "2.zip", NEW[what])
    loaded(database, newer)
    assert ask(database, HOLDS) == held(NEW[what])
    assert lacking(database, [once / "1.zip", newer]) == []


def test_what_was_replaced_is_told_and_an_export_loaded_again_replaces_nothing(once: Path, tmp_path: Path) -> None:
    database = Path(shutil.copyfile(once / "chats.duckdb", tmp_path / "chats.duckdb"))
    newer = exported(tmp_path / "2.zip", Version("Second", "The end", "b", is_archived=True))
    told = loaded(database, newer).outcome
    assert told.replaced == {"title": 1, "text": 1, "archived": 1, "shown branch": 1}
    before = content(database)
    again = loaded(database, once / "1.zip", newer).outcome
    assert (again.unchanged, again.new, again.changed, again.older, again.replaced) == (2, 0, 0, 0, {})
    assert content(database) == before
    things = "select what, node_id, characters from v1.replacements where is_stored order by what"
    assert ("text", "a", len(OLD.answer)) in ask(database, things)


def test_what_was_so_before_may_be_so_again(once: Path, tmp_path: Path) -> None:
    database = Path(shutil.copyfile(once / "chats.duckdb", tmp_path / "chats.duckdb"))
    loaded(database, exported(tmp_path / "2.zip", Version(current="b")))
    loaded(database, exported(tmp_path / "3.zip", OLD))
    assert ask(database, HOLDS) == held(OLD)


def test_an_older_export_loaded_late_makes_nothing_look_deleted(tmp_path: Path) -> None:
    database = tmp_path / "chats.duckdb"
    newer, older = exported(tmp_path / "b.zip", Version("New"), 9), exported(tmp_path / "a.zip", Version("Old"), 3)
    loaded(database, newer)
    loaded(database, older)
    query = "select conversation_id, title, is_in_newest_export from v1.conversations order by all"
    assert ask(database, query) == [("c", "New", True), ("day3", "Of the day", False), ("day9", "Of the day", True)]
    assert lacking(database, [newer, older]) == []


def test_the_same_in_other_bytes_is_unchanged_once_there_were_two_versions(once: Path, tmp_path: Path) -> None:
    database = Path(shutil.copyfile(once / "chats.duckdb", tmp_path / "chats.duckdb"))
    newer = exported(tmp_path / "2.zip", NEW["title"])
    loaded(database, newer)
    with zipfile.ZipFile(newer) as file:
        chats = json.loads(file.read("conversations.json"))
    for spaces in (1, 2):
        path = tmp_path / "conversations.json"
        path.write_text(json.dumps(chats, indent=spaces))
        told = loaded(database, path)
        assert (told.outcome.unchanged, told.outcome.messages, told.intake.skipped) == (1, 0, 0)
        assert loaded(database, path).intake.skipped == 1
    assert ask(database, HOLDS) == held(NEW["title"])


def test_a_name_tells_when_an_export_was_made(tmp_path: Path) -> None:
    database = tmp_path / "chats.duckdb"
    loaded(database, exported(tmp_path / "abc-2026-10-02-08-00-00-def.zip", Version("New")))
    loaded(database, exported(tmp_path / "abc-2026-10-01-08-00-00-def.zip", Version("Old", current="b")))
    assert ask(database, HOLDS) == held(Version("New"))
