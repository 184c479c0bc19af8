"""The whole way: an export in, a database out, and the numbers of a plain count of the file."""

import json
import shutil
import stat
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.transform.batches import WORDS
from tests.conftest import ROOT

DEMO = ROOT / "samples" / "demo.zip"
TABLES = (
    *("conversations", "messages", "message_tokens", "tool_calls", "attachments", "citations", "code_blocks"),
    *("documents", "feedback", "model_comparisons", "shared_links", "group_chats", "files", "accounts"),
)


def loaded(database: Path, *paths: Path, **options: Any) -> duckdb.DuckDBPyConnection:
    load(paths, Options(database, zone="Europe/Zurich", **options), lambda *_: None)
    return duckdb.connect(str(database), read_only=True)


BOOKKEEPING = {"load_id", "revision", "first_load_id", "last_load_id", "first_seen_at", "last_seen_at"}


def content(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Any]]:
    """Everything but the bookkeeping of loads."""
    found = {}
    for table in TABLES:
        columns = [row[0] for row in connection.execute(f"describe core.{table}").fetchall()]
        wanted = ", ".join(column for column in columns if column not in BOOKKEEPING)
        found[table] = sorted(connection.execute(f"select {wanted} from core.{table}").fetchall(), key=repr)
    return found


@cache
def plain() -> list[dict[str, Any]]:
    """The demo's conversations as json.load has them."""
    with zipfile.ZipFile(DEMO) as archive:
        names = sorted(name for name in archive.namelist() if "conversations-" in name)
        return [one for name in names for one in json.loads(archive.read(name))]


def messages_of(chats: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [node["message"] for chat in chats for node in chat["mapping"].values() if node.get("message")]


@pytest.fixture(scope="module")
def demo(demo_database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(demo_database), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def alone(demo: duckdb.DuckDBPyConnection) -> dict[str, list[Any]]:
    """What one process makes of the packed demo."""
    return content(demo)


@pytest.mark.parametrize(
    ("column", "of"),
    [
        ("role", lambda message: message["author"]["role"]),
        ("content_type", lambda message: message["content"]["content_type"]),
        ("message_id", lambda message: message.get("id")),
        ("recipient", lambda message: message.get("recipient")),
    ],
)
def test_messages_are_those_of_a_plain_count(demo: duckdb.DuckDBPyConnection, column: str, of: Any) -> None:
    found = demo.execute(f"select {column}, count(*) from core.messages group by all").fetchall()
    assert dict(found) == Counter(map(of, messages_of(plain())))


def test_slugs_are_those_of_a_plain_count(demo: duckdb.DuckDBPyConnection) -> None:
    found = demo.execute(
        "select model_slug, count(*) from core.messages where model_slug_basis = 'message' group by all"
    ).fetchall()
    slugs = (message.get("metadata", {}).get("model_slug") for message in messages_of(plain()))
    assert dict(found) == Counter(slug for slug in slugs if slug)


def test_characters_are_those_of_a_plain_count(demo: duckdb.DuckDBPyConnection) -> None:
    found = demo.execute("select sum(characters) from core.messages where content_type = 'text'").fetchall()
    texts = (message["content"] for message in messages_of(plain()))
    parts = (part for text in texts if text["content_type"] == "text" for part in text["parts"])
    assert found[0][0] == sum(len(part) for part in parts if isinstance(part, str))


def test_the_shown_path_is_the_one_from_the_current_node(demo: duckdb.DuckDBPyConnection) -> None:
    wanted = set()
    for chat in plain():
        node = chat["current_node"]
        while node:
            if chat["mapping"][node].get("message"):
                wanted.add((chat.get("conversation_id") or chat["id"], node))
            node = chat["mapping"][node]["parent"]
    assert set(demo.execute("select conversation_id, node_id from core.messages where is_current").fetchall()) == wanted


def test_branch_points_are_those_of_a_plain_count(demo: duckdb.DuckDBPyConnection) -> None:
    wanted = Counter(
        (chat.get("conversation_id") or chat["id"], node["parent"])
        for chat in plain()
        for node in chat["mapping"].values()
        if node["parent"]
    )
    found = demo.execute(
        "select conversation_id, parent_id, max(siblings) from core.messages where siblings > 1 group by all"
    ).fetchall()
    assert {(chat, parent): number for chat, parent, number in found} == {
        key: number for key, number in wanted.items() if number > 1
    }


def test_every_node_is_a_row_or_a_counted_drop(demo: duckdb.DuckDBPyConnection) -> None:
    nodes = sum(len(chat["mapping"]) for chat in plain())
    stored, dropped = demo.execute(
        "select (select count(*) from core.messages), (select sum(nodes) from core.load_drops)"
    ).fetchall()[0]
    assert stored + dropped == nodes


def test_loading_twice_changes_nothing(tmp_path: Path, demo_database: Path, alone: dict[str, list[Any]]) -> None:
    shutil.copyfile(demo_database, tmp_path / "chats.duckdb")
    with loaded(tmp_path / "chats.duckdb", DEMO) as connection:
        assert content(connection) == alone


def test_several_processes_make_the_same_database_of_a_folder(
    tmp_path: Path, alone: dict[str, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(DEMO) as archive:
        archive.extractall(tmp_path / "export")
    monkeypatch.setattr("etl.pipeline.options.SMALL", 0)
    with loaded(tmp_path / "two.duckdb", tmp_path / "export", jobs=2) as connection:
        assert content(connection) == alone


def test_loose_files_make_the_same_messages(tmp_path: Path, alone: dict[str, list[Any]]) -> None:
    with zipfile.ZipFile(DEMO) as archive:
        archive.extractall(tmp_path / "export")
    shards = sorted((tmp_path / "export").glob("conversations-*.json"))
    with loaded(tmp_path / "loose.duckdb", *shards, account=alone["messages"][0][1]) as connection:
        assert content(connection)["messages"] == alone["messages"]


def test_without_text_every_number_stays_and_no_word_does(tmp_path: Path, demo: duckdb.DuckDBPyConnection) -> None:
    with loaded(tmp_path / "chats.duckdb", DEMO, keep_text=False) as connection:
        columns = connection.execute("select table_name, column_name from duckdb_columns() where schema_name = 'core'")
        words = [(table, name) for table, name in columns.fetchall() if name in WORDS and table != "settings"]
        kept = [
            (table, name)
            for table, name in words
            if connection.execute(f"select count({name}) from core.{table}").fetchall() != [(0,)]
        ]
        assert words
        assert kept == []
        sums = "select count(*), sum(tokens), sum(characters), sum(words), sum(questions) from core.messages"
        assert connection.execute(sums).fetchall() == demo.execute(sums).fetchall()


def test_the_database_is_private(tmp_path: Path) -> None:
    loaded(tmp_path / "chats.duckdb", ROOT / "samples" / "chatgpt" / "branches.json").close()
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == dict.fromkeys(("chats.duckdb", "chats.search.sqlite", "chats.state.sqlite"), 0o600)


def test_sums_over_views_equal_the_sums_over_tables(demo: duckdb.DuckDBPyConnection) -> None:
    sums = "select sum(messages), sum(user_messages), sum(answers), sum(tokens_in), sum(tokens_out) from v1."
    flags = "count(*) filter (is_user_message), count(*) filter (is_answer), sum(tokens) filter (is_user_message)"
    total = demo.execute(f"select count(*), {flags}, sum(tokens) filter (is_output) from v1.messages").fetchall()
    for view in ("daily_usage", "monthly_usage", "hourly_usage", "conversations"):
        assert demo.execute(sums + view).fetchall() == total, view
