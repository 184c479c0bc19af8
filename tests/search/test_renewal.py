"""The index follows its database, and is never needed."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.search.find import find
from etl.search.index.file import place
from etl.search.index.renew import Renewal
from tests.conftest import PATIENCE, ROOT
from tests.search.search_cases import Chat, chat, index, store, stored

DEMO = ROOT / "samples" / "demo.zip"
SMALL = ROOT / "samples" / "chatgpt" / "branches.json"
WORDS = ("apple", "berry", "cherry", "date", "elder")
CHATS = st.builds(
    lambda name, title, texts: chat(name, title, *map(" ".join, texts)),
    st.sampled_from("abcdef"),
    st.sampled_from(WORDS),
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), max_size=3),
)


def answers(connection: duckdb.DuckDBPyConnection, database: Path) -> dict[str, set[tuple[str, int]]]:
    found = {word: find(connection, database, word) for word in WORDS}
    assert all(answer.is_indexed for answer in found.values())
    return {word: {(hit.conversation_id, hit.matches) for hit in answer.hits} for word, answer in found.items()}


@settings(max_examples=8, deadline=None)
@given(st.lists(st.lists(CHATS, max_size=4, unique_by=lambda one: one.name), min_size=2, max_size=4))
def test_an_index_that_follows_is_one_made_anew(loads: list[list[Chat]]) -> None:
    with TemporaryDirectory() as folder:
        database, fresh = Path(folder) / "c.duckdb", Path(folder) / "fresh.duckdb"
        with stored(database, loads[0]) as connection:
            index(connection, database)
            for number, chats in enumerate(loads[1:], 2):
                following = Renewal(place(database))
                following.look(connection)
                store(connection, chats, number)
                index(connection, database, following)
                index(connection, fresh)
                assert answers(connection, database) == answers(connection, fresh)


def test_a_load_makes_the_index_and_the_next_brings_it_up_to_date(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    load([DEMO], Options(database, zone="UTC"), lambda *_: None)
    assert stat.S_IMODE(place(database).stat().st_mode) == 0o600
    first = _asked(database)
    load([DEMO], Options(database, zone="UTC"), lambda *_: None)
    assert _asked(database) == first
    assert first[0]
    assert first[1] > 3


def test_an_index_of_another_time_is_not_asked(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    load([SMALL], Options(database, zone="UTC"), lambda *_: None)
    load([SMALL], Options(database, zone="UTC", searchable=False), lambda *_: None)
    assert _asked(database)[0] is False
    load([SMALL], Options(database, zone="UTC"), lambda *_: None)
    assert _asked(database)[0] is True


@pytest.mark.parametrize(("searchable", "keep_text"), [(False, True), (True, False)])
def test_no_index_is_made_where_none_is_wanted(tmp_path: Path, searchable: bool, keep_text: bool) -> None:
    database = tmp_path / "c.duckdb"
    load([SMALL], Options(database, zone="UTC", searchable=searchable, keep_text=keep_text), lambda *_: None)
    assert not place(database).exists()


@pytest.mark.parametrize("left", [b"", b"no index at all", b"SQLite format 3\0" + b"\xff" * 5_000])
def test_what_is_no_index_is_replaced(tmp_path: Path, left: bytes) -> None:
    database = tmp_path / "c.duckdb"
    place(database).write_bytes(left)
    load([SMALL], Options(database, zone="UTC"), lambda *_: None)
    assert _asked(database)[0] is True


def test_a_load_goes_on_where_no_index_can_be_made(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    place(database).mkdir()
    (place(database) / "in the way").touch()
    loaded = load([SMALL], Options(database, zone="UTC"), lambda *_: None)
    assert loaded.failure is not None
    assert loaded.failure.startswith("c.search.sqlite could not be made (")
    assert _asked(database)[0] is False


def test_days_that_move_and_messages_that_another_chat_has_now_are_seen(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    with stored(
        database, [chat("a", "Apple", "one"), chat("b", "Berry", "one", "two"), chat("c", "C", "six")]
    ) as there:
        index(there, database)
        for number, change in enumerate((MOVED, SHARED, "delete from core.copies"), 2):
            following = Renewal(place(database))
            following.look(there)
            store(there, [chat("c", "C", "six")], number)
            there.execute(change)
            # As pricing says of conversations whose messages other ones have now.
            there.execute("insert into temp.touched values ('b')")
            following.follow(there, everything=change == MOVED)
            following.finish()
            for question in ("one", "two", "one since:2025-01-05"):
                found = find(there, database, question)
                place(database).rename(tmp_path / "aside")
                scanned = find(there, database, question)
                (tmp_path / "aside").rename(place(database))
                assert (found.is_indexed, scanned.is_indexed) == (True, False)
                names = [{hit.conversation_id for hit in answer.hits} for answer in (found, scanned)]
                assert names[0] == names[1], (change, question)


MOVED = "update core.messages set local_date = local_date + 7"
OF_B = "select revision, node_id, tour_in from core.messages where conversation_id = 'b'"
SHARED = f"insert into core.copies by name {OF_B}"

KILLED = """
import os, signal, sys
from pathlib import Path
import duckdb
from etl.search.index import renew
real = renew.put
def dies(index, portion, at):
    real(index, portion, at)
    index.execute("pragma cache_spill = on")
    os.kill(os.getpid(), signal.SIGKILL)
renew.put = dies
connection = duckdb.connect(sys.argv[1])
connection.execute("update core.conversations set title = 'Brioche'")
connection.execute("insert into core.loads (load_id, started_at) values (9, now()::timestamp)")
following = renew.Renewal(Path(sys.argv[2]))
following.follow(connection)
following.finish()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
@pytest.mark.parametrize("has_index", [True, False])
def test_killed_in_the_midst_it_leaves_the_scan_at_worst(tmp_path: Path, has_index: bool) -> None:
    database = tmp_path / "c.duckdb"
    with stored(database, [chat("a", "Apple pie", "one"), chat("b", "Berry", "two")]) as connection:
        if has_index:
            index(connection, database)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(database), str(place(database))],
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=PATIENCE,
    )
    assert done.returncode == -signal.SIGKILL
    with duckdb.connect(str(database)) as connection:
        found = find(connection, database, "brioche")
        assert (found.chats, found.is_indexed) == (2, False)
        index(connection, database)
        found = find(connection, database, "brioche")
        assert (found.chats, found.is_indexed) == (2, True)


def test_words_that_are_gone_do_not_fill_the_index_for_ever(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    with stored(database, [chat("a", "Apple", *("one two three" for _ in range(50)))]) as connection:
        for number in range(2, 8):
            following = Renewal(place(database))
            following.look(connection)
            store(connection, [chat("a", f"Apple {number}", *("one two three" for _ in range(50)))], number)
            index(connection, database, following)
        with closing(sqlite3.connect(place(database))) as made:
            ((last, kept),) = made.execute("select max(id), count(*) from messages").fetchall()
    assert kept == 50
    assert last <= 75


def _asked(database: Path) -> tuple[bool, int]:
    with duckdb.connect(str(database), read_only=True) as connection:
        found = find(connection, database, "night train")
        return found.is_indexed, found.chats
