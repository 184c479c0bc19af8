"""The export against the database: what is there is counted, what is not is named."""

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from etl.checks.verify import verify
from etl.commands.verify import command
from etl.errors import DatabaseError, ExportError
from etl.pipeline.load import load
from etl.pipeline.options import Options
from tests.conftest import ROOT

SAMPLE = ROOT / "samples" / "chatgpt" / "branches.json"
DEMO = ROOT / "samples" / "demo.zip"
ONE_TEXT = "where node_id = (select max(node_id) from core.messages where content_type = 'text')"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database of the sample, and what the program keeps beside it."""
    folder = tmp_path_factory.mktemp("loaded")
    load([SAMPLE], Options(folder / "chats.duckdb", zone="UTC"), lambda *_: None)
    return folder


@pytest.fixture
def database(loaded: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    shutil.copytree(loaded, tmp_path, dirs_exist_ok=True)
    return tmp_path / "chats.duckdb"


def change(database: Path, statement: str) -> str:
    """Damage a row, and say which: the statement returns it."""
    with duckdb.connect(str(database)) as connection:
        return str(connection.execute(statement).fetchall()[0][0])


def plain() -> list[Any]:
    found: list[Any] = json.loads(SAMPLE.read_text("utf-8"))
    return found


def test_the_demo_is_all_there(demo_database: Path) -> None:
    found = verify(demo_database, [DEMO])
    assert found.is_complete
    assert (found.unread, found.unknown, found.newer_messages) == ([], 0, 0)
    assert found.conversations > 200


def test_what_the_export_holds_is_counted_as_json_load_counts_it(database: Path) -> None:
    found, talks = verify(database, [SAMPLE]), plain()
    assert found.conversations == len(talks)
    assert found.nodes == sum(len(talk["mapping"]) for talk in talks)
    assert found.messages == sum(1 for talk in talks for node in talk["mapping"].values() if node["message"])


def test_a_message_that_is_gone_is_named(database: Path) -> None:
    where = "where node_id = (select max(node_id) from core.messages)"
    gone = change(database, f"delete from core.messages {where} returning node_id")
    found = verify(database, [SAMPLE])
    assert not found.is_complete
    assert [node for _, node in found.missing_messages] == [gone]


def test_a_text_of_another_length_is_named(database: Path) -> None:
    cut = change(database, f"update core.messages set characters = characters - 1 {ONE_TEXT} returning node_id")
    found = verify(database, [SAMPLE])
    assert [node for _, node in found.differing_messages] == [cut]


def test_a_conversation_that_is_gone_is_named(database: Path) -> None:
    name = plain()[0]["conversation_id"]
    with duckdb.connect(str(database)) as connection:
        connection.execute("delete from core.messages where conversation_id = ?", [name])
    assert verify(database, [SAMPLE]).missing_conversations == [name]


def test_a_cut_export_is_compared_up_to_the_cut(database: Path, tmp_path: Path) -> None:
    whole = plain() * 3
    text = json.dumps(whole)
    (tmp_path / "conversations.json").write_text(text[:-9], "utf-8")
    found = verify(database, [tmp_path / "conversations.json"])
    assert found.unread == [("conversations.json", len(whole) - 1)]
    assert found.is_complete


def test_a_wrapped_export_and_a_byte_order_mark_are_read(database: Path, tmp_path: Path) -> None:
    text = json.dumps({"conversations": plain()})
    (tmp_path / "conversations.json").write_text("\ufeff" + text, "utf-8")
    assert verify(database, [tmp_path / "conversations.json"]).conversations == len(plain())


def test_without_database_or_export_there_is_nothing_to_compare(database: Path, tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"no none\.duckdb\. Make it with: etl load"):
        verify(tmp_path / "none.duckdb", [SAMPLE])
    with pytest.raises(ExportError):
        verify(database, [tmp_path / "none.zip"])


def wrapped(tmp_path: Path, wrapper: Any) -> Path:
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps(wrapper), "utf-8")
    return path


def test_a_wrapper_with_other_fields_before_the_list_is_read(database: Path, tmp_path: Path) -> None:
    export = wrapped(tmp_path, {"version": 1, "of": None, "conversations": plain()})
    found = verify(database, [export])
    assert (found.conversations, found.unknown, found.is_complete) == (len(plain()), 0, True)


def test_where_nothing_could_be_compared_nothing_is_said_to_be_complete(database: Path, tmp_path: Path) -> None:
    export = wrapped(tmp_path, [{"id": "x"}, {"messages": []}])
    found = verify(database, [export])
    assert (found.conversations, found.unknown, found.is_complete) == (0, 2, False)
    result = CliRunner().invoke(command, [str(export), "--db", str(database)])
    assert result.exit_code == 1
    assert "not compared: 2." in result.output


@pytest.mark.parametrize("written", ["{}", "2024-01-01T00:00:00Z", "2024-01-01T01:00:00+01:00"])
def test_a_time_as_text_is_the_same_version(tmp_path: Path, written: str) -> None:
    seconds = 1_704_067_200
    talks = [talk | {"update_time": written.replace("{}", str(seconds))} for talk in plain()]
    export = wrapped(tmp_path, talks)
    database = tmp_path / "chats.duckdb"
    load([export], Options(database, zone="UTC"), lambda *_: None)
    assert verify(database, [export]).is_complete
    cut = change(database, f"update core.messages set characters = characters - 1 {ONE_TEXT} returning node_id")
    assert [node for _, node in verify(database, [export]).differing_messages] == [cut]


def test_a_message_kept_from_an_older_version_may_differ(database: Path) -> None:
    change(
        database,
        f"update core.messages set is_retained = true, characters = characters - 1 {ONE_TEXT} returning node_id",
    )
    found = verify(database, [SAMPLE])
    assert (found.differing_messages, found.newer_messages, found.is_complete) == ([], 1, True)


def test_a_database_of_an_older_program_tells_nothing_of_what_was_replaced(database: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("drop table core.replacements")
    assert verify(database, [SAMPLE]).is_complete


def test_of_several_accounts_the_one_that_lacks_least_counts(database: Path) -> None:
    load([SAMPLE], Options(database, zone="UTC", account="another"), lambda *_: None)
    change(database, f"delete from core.messages {ONE_TEXT} and account_id = 'another' returning node_id")
    assert verify(database, [SAMPLE]).is_complete
    change(database, f"delete from core.messages {ONE_TEXT} returning node_id")
    assert len(verify(database, [SAMPLE]).missing_messages) == 1


@pytest.mark.parametrize(
    "odd",
    [
        '{"x": ' + "[" * 100_000 + "]" * 100_000 + "}",
        "[" * 100_000,
        '{"uuid": "h\\ud800", "x": "\\udfff\\ud83d\\ude00"}',
    ],
    ids=["deep", "deep and open", "halves of pairs"],
)
def test_a_log_that_was_loaded_can_be_verified_whatever_a_line_is(tmp_path: Path, odd: str) -> None:
    """Half a character stands where a program cut a text; it is stored as U+FFFD, in names of rows too."""
    event = {"type": "user", "sessionId": "s1", "uuid": "u", "message": {"role": "user", "content": "Gate 7 \ud83d"}}
    rows = [event, event | {"uuid": "cut\udc00", "parentUuid": "u", "message": {"role": "user", "content": "\udc00"}}]
    log = tmp_path / "s1.jsonl"
    log.write_text("".join(f"{json.dumps(row)}\n" for row in rows) + odd + "\n", "utf-8")
    load([log], Options(tmp_path / "chats.duckdb", zone="UTC"), lambda *_: None)
    found = verify(tmp_path / "chats.duckdb", [log])
    assert (found.is_complete, found.conversations, found.messages) == (True, 1, 2)


def test_an_integer_of_any_length_ends_no_process(database: Path, tmp_path: Path) -> None:
    """Before the conversations, and in one of them: what stands before it is read, and that no more is, is said."""
    talk = json.dumps(plain()[0])
    path = tmp_path / "conversations.json"
    for told, seen in (
        (f'{{"x": {"9" * 5_000}, "conversations": [{talk}]}}', 0),
        (f'[{talk}, {{"x": {"9" * 5_000}}}]', 1),
        (f'{{"conversations": [{talk}, {{"x": {"9" * 5_000}}}]}}', 1),
    ):
        path.write_text(told)
        found = verify(database, [path])
        assert (found.unread, found.conversations) == ([(path.name, seen)], seen)
