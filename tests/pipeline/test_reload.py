"""Loading again renews everything: whatever a newer export tells otherwise holds, in whatever order exports come."""

import json
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import duckdb
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from etl.checks.verify import verify
from etl.pipeline.load import Loaded, load
from etl.pipeline.options import Options
from etl.pipeline.parquet import load_parquet
from tests import claude_export
from tests.conftest import ROOT

BOOKKEEPING = {"load_id", "revision", "raw_hash", "raw_bytes", "content_hash", "exported_at"}
SEEN = {"first_load_id", "last_load_id", "first_seen_at", "last_seen_at", "last_exported_at"}
TABLES = ("conversations", "messages", "message_tokens", "attachments", "feedback", "accounts", "requests")
START = 1_780_000_000
DAY = 86_400


class Version(NamedTuple):
    """What one export tells: of one conversation, of a rating of it, and of the account."""

    title: str = "First"
    answer: str = "The beginn"
    current: str = "a"
    has_branch: bool = True
    is_archived: bool = False
    project: str | None = None
    update_time: float = START
    rating: str = "thumbs_up"
    email: str = "one@example.org"


def exported(path: Path, version: Version, day: int = 0) -> Path:
    """A zip of that version, with another chat of that day to tell when it was made."""
    nodes = {"root": (None, None, None), "q": ("root", "user", "A question"), "a": ("q", "assistant", version.answer)}
    if version.has_branch or version.current == "b":
        nodes["b"] = ("q", "assistant", "Another answer")
    chats = [_chat("c", version.title, nodes, version.current, version.update_time)]
    chats[0] |= {"is_archived": version.is_archived, "gizmo_id": version.project}
    chats[0] |= {"gizmo_type": "snorlax"} if version.project else {}
    if day:
        chats.append(_chat(f"day{day}", "Of the day", {"r": (None, "user", f"Day {day}")}, "r", START + day * DAY))
    feedback = [{"id": "f", "conversation_id": "c", "rating": version.rating}]
    user = {"id": "user-1", "email": version.email}
    members = {"conversations": chats, "message_feedback": feedback, "user": user}
    return claude_export.packed(path, **members)


def _chat(name: str, title: str, nodes: dict[str, Any], current: str, updated: float) -> dict[str, Any]:
    mapping = {
        node: {"id": node, "parent": parent, "message": role and _said(node, role, text)}
        for node, (parent, role, text) in nodes.items()
    }
    head = {"conversation_id": name, "title": title, "create_time": START, "update_time": updated}
    return head | {"mapping": mapping, "current_node": current}


def _said(node: str, role: str, text: str) -> dict[str, Any]:
    content = {"content_type": "text", "parts": [text]}
    return {"id": node, "author": {"role": role}, "content": content, "create_time": START, "metadata": {}}


def loaded(database: Path, *paths: Path) -> Loaded:
    return load(paths, Options(database, zone="UTC", jobs=1), lambda *_: None)


def ask(database: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def content(database: Path) -> dict[str, list[Any]]:
    """What a database says of its chats, however it came to know it."""
    found = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        for table in TABLES:
            columns = [row[0] for row in connection.execute(f"describe core.{table}").fetchall()]
            listed = ", ".join(column for column in columns if column not in BOOKKEEPING | SEEN)
            found[table] = sorted(connection.execute(f"select {listed} from core.{table}").fetchall(), key=repr)
    return found


def lacking(database: Path, paths: Iterable[Path]) -> list[str]:
    """The exports that verify finds something of missing or otherwise."""
    return [path.name for path in paths if not verify(database, [path]).is_complete]


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
HOLDS = (
    "select title, is_archived, project_id, current_node_id, (select text from core.messages where node_id = 'a'), "
    "(select rating from core.feedback), (select email from core.accounts), "
    "(select count(*) from core.messages where is_retained) from core.conversations where conversation_id = 'c'"
)


def held(version: Version) -> list[tuple[Any, ...]]:
    retained = 0 if version.has_branch else 1
    told = (version.title, version.is_archived, version.project, version.current, version.answer, version.rating)
    return [(*told, version.email, retained)]


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


UNSHRUNK = (Phase.explicit, Phase.generate)
"""Every example is a handful of loads: too dear for hundreds of smaller ones."""

versions = st.builds(
    Version,
    title=st.sampled_from(["First", "Second"]),
    answer=st.sampled_from(["The beginn", "The begunn", "The beginning and the whole end."]),
    current=st.sampled_from("ab"),
    has_branch=st.booleans(),
    is_archived=st.booleans(),
    project=st.sampled_from([None, "g-p-1"]),
    update_time=st.sampled_from([START, START + 60]),
    rating=st.sampled_from(["thumbs_up", "thumbs_down"]),
    email=st.sampled_from(["one@example.org", "two@example.org"]),
)


def _order_makes_no_difference(told: Sequence[Version], order: Sequence[int], cuts: Sequence[bool]) -> None:
    told = sorted(told, key=lambda version: version.update_time)
    with TemporaryDirectory() as folder:
        paths = [exported(Path(folder, f"{day}.zip"), version, day) for day, version in enumerate(told, 1)]
        in_order, other = Path(folder, "in_order.duckdb"), Path(folder, "other.duckdb")
        for path in paths:
            loaded(in_order, path)
        group: list[Path] = []
        for place, is_end in zip(order, [*cuts, True], strict=False):
            group.append(paths[place])
            if is_end or place == order[-1]:
                loaded(other, *group)
                group = []
                assert lacking(other, [paths[one] for one in order[: order.index(place) + 1]]) == []
        assert content(other) == content(in_order)
        assert ask(other, HOLDS)[0][:-1] == held(told[-1])[0][:-1]


@settings(max_examples=2, phases=UNSHRUNK)
@given(st.permutations(range(3)), st.lists(versions, min_size=3, max_size=3), st.tuples(st.booleans(), st.booleans()))
def test_the_order_of_loads_makes_no_difference(order: list[int], told: list[Version], cuts: tuple[bool, ...]) -> None:
    _order_makes_no_difference(told, order, cuts)


@pytest.mark.slow
@settings(max_examples=100, phases=UNSHRUNK)
@given(st.permutations(range(4)), st.lists(versions, min_size=4, max_size=4), st.tuples(*[st.booleans()] * 3))
def test_no_order_of_loads_makes_a_difference(order: list[int], told: list[Version], cuts: tuple[bool, ...]) -> None:
    _order_makes_no_difference(told, order, cuts)


LOG = (ROOT / "samples" / "claude_code" / "session_2025.jsonl").read_text("utf-8").splitlines(keepends=True)


def _slim(row: str) -> str:
    """The same row without what a tool answered, as programs write it that make logs smaller in place."""
    told = json.loads(row)
    told.pop("toolUseResult", None)
    blocks = told.get("message", {}).get("content")
    for block in blocks if isinstance(blocks, list) else []:
        if block["type"] == "tool_result":
            block["content"] = "[cut]"
    return json.dumps(told) + "\n"


def _kept(folder: Path, rows: Iterable[str]) -> Path:
    """A log in a folder of its own, always under the same name: a session is known by it."""
    folder.mkdir(exist_ok=True)
    (folder / "session_2025.jsonl").write_text("".join(rows), "utf-8")
    return folder


def test_a_log_that_grew_is_renewed_and_an_older_copy_of_it_changes_nothing(tmp_path: Path) -> None:
    short, full = _kept(tmp_path / "short", LOG[:4]), _kept(tmp_path / "full", LOG)
    databases = [tmp_path / "grown.duckdb", tmp_path / "late.duckdb"]
    for database, order in zip(databases, ((short, full), (full, short)), strict=True):
        for place, folder in enumerate(order, 1):
            loaded(database, folder)
            assert lacking(database, order[:place]) == []
    assert content(databases[0]) == content(databases[1])
    assert ask(databases[1], "select last_load_id, is_in_newest_export from core.conversations, v1.conversations") == [
        (1, True)
    ]


def test_a_log_made_smaller_in_place_is_renewed_and_loses_no_row(tmp_path: Path) -> None:
    database, place = tmp_path / "chats.duckdb", _kept(tmp_path / "logs", LOG)
    loaded(database, place)
    before = ask(database, "select count(*) from core.messages")
    told = loaded(database, _kept(place, [_slim(row) for row in LOG])).outcome
    assert (told.changed, told.replaced) == (1, {"text": 1})
    assert lacking(database, [place]) == []
    loaded(database, _kept(place, LOG[:4]))
    assert (ask(database, "select count(*) from core.messages"), lacking(database, [place])) == (before, [])
    loaded(database, _kept(place, LOG))
    assert ask(database, "select count(*) from core.messages where text = '[cut]'") == [(0,)]


def _claude(path: Path, name: str, words: str) -> Path:
    """An export of Claude's that says everything with the same words; its times never change."""
    attached = {"file_name": "a.txt", "file_type": "txt", "file_size": 3, "extracted_content": words}
    chat = claude_export.talk(claude_export.said("human", "Look", attachments=[attached]), is_starred=words != "one")
    return claude_export.packed(
        path / name,
        conversations=[chat | {"name": words}],
        users=[{"uuid": claude_export.ACCOUNT, "full_name": words, "email_address": f"{words}@example.org"}],
        projects=[{"uuid": "p", "name": words, "docs": [{"uuid": "d", "filename": words, "content": words}]}],
        memories=[{"account_uuid": claude_export.ACCOUNT, "conversations_memory": words}],
    )


ONE_EACH = (
    "select (select title from core.conversations), (select is_starred from core.conversations), "
    "(select name from core.accounts), (select email from core.accounts), (select name from core.projects), "
    "(select content from core.project_documents), (select content from core.memories)"
)


def test_what_stands_beside_the_chats_is_that_of_the_newest_export_in_any_order(tmp_path: Path) -> None:
    exports = [_claude(tmp_path, f"data-2026-0{month}-01.zip", words) for month, words in ((3, "one"), (5, "two"))]
    for number, order in enumerate((exports, exports[::-1])):
        database = tmp_path / f"{number}.duckdb"
        for place, path in enumerate(order, 1):
            loaded(database, path)
            assert lacking(database, order[:place]) == []
        assert ask(database, ONE_EACH) == [("two", True, "two", "two@example.org", "two", "two", "two")]
        assert ask(database, "select count(*) from core.messages where text = 'two'") == [(1,)]


def test_parquet_files_say_which_of_two_versions_is_newer(tmp_path: Path) -> None:
    for month, words in ((5, "two"), (3, "one")):
        path = _claude(tmp_path, f"data-2026-0{month}-01.zip", words)
        load_parquet([path], tmp_path / "lake", Options(tmp_path / "none.duckdb", zone="UTC"), lambda *_: None)
    lake = f"read_parquet('{tmp_path}/lake/{{}}/*.parquet')"
    dates = f"(select distinct load_id, exported_at from {lake.format('load_files')})"
    newest = f"select max_by(title, exported_at) from {lake.format('conversations')} join {dates} using (load_id)"
    assert duckdb.execute(newest).fetchall() == [("two",)]
    assert duckdb.execute(f"select max_by(name, exported_at) from {lake.format('accounts')}").fetchall() == [("two",)]
