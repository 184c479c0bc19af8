"""Publishing: readers keep what they had, writers are refused, a leftover log is never taken for ours."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from etl.errors import DatabaseError
from etl.warehouse.access import probe
from etl.warehouse.build import next_database, publish
from etl.warehouse.build.plan import Plan
from tests.warehouse.build.build_cases import ask, chain, fill, load, names

HOLD = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "reader")
if sys.argv[2] == "dying":
    connection.execute("set checkpoint_threshold = '1TB'")
    connection.execute("create table main.mine as select 1 as one")
    print("ready", flush=True)
    import os
    os.kill(os.getpid(), 9)
print("ready", flush=True)
sys.stdin.readline()
"""


@contextmanager
def held(path: Path, role: str) -> Iterator[int]:
    """Another process that has the database open: a reader or a writer. Yields its id."""
    command = [sys.executable, "-c", HOLD, str(path), role]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process.pid
        process.communicate("\n")


def leave_log(path: Path) -> None:
    """Let a writer die with changes that are only in its log."""
    with held(path, "dying"):
        pass
    assert path.with_name(f"{path.name}.wal").exists()


@pytest.fixture
def path(one: Path) -> Path:
    return one


def test_a_reader_keeps_the_old_data_and_the_next_one_sees_the_new(path: Path) -> None:
    with held(path, "reader"), duckdb.connect(str(path), read_only=True) as reader:
        assert probe(path).state == "readers"
        load(path, [chain("b", 2)])
        assert reader.execute("select count(*) from core.messages").fetchall() == [(3,)]
    assert ask(path, "select count(*) from core.messages") == [(5,)]


def test_a_writer_is_named_and_nothing_is_begun(path: Path) -> None:
    before = path.read_bytes()
    with held(path, "writer") as process:
        assert probe(path).state == "writer"
        with pytest.raises(DatabaseError, match=rf"open for writing in python\S* \(process {process}\)"):
            load(path, [chain("b", 2)])
    assert (path.read_bytes(), list(names(path))) == (before, [])


def test_nobody_can_write_while_the_next_database_is_made(path: Path) -> None:
    with next_database.next_database(path, Plan()) as following:
        following.begin()
        child = subprocess.run([sys.executable, "-c", HOLD, str(path), "writer"], capture_output=True, text=True)
        assert "Conflicting lock is held" in child.stderr
        fill(following, [chain("b", 2)])
    assert ask(path, "select count(*) from core.messages") == [(5,)]


def load_after(path: Path, change: Callable[[], object], *, begins_first: bool) -> None:
    """A load during which something else happens, before or after the copy is made."""
    with next_database.next_database(path, Plan()) as following:
        following.known(())
        if begins_first:
            following.begin()
        change()
        if not begins_first:
            following.begin()
        fill(following, [chain("b", 2)])


def test_a_writer_between_the_first_look_and_the_copy_is_noticed(path: Path) -> None:
    def change() -> None:
        with duckdb.connect(str(path)) as writer:
            writer.execute("create table main.mine as select 1 as one")

    with pytest.raises(DatabaseError, match="changed by another program"):
        load_after(path, change, begins_first=False)
    assert ask(path, "select one from main.mine") == [(1,)]


def test_the_log_of_a_killed_writer_is_applied_before_the_copy(path: Path) -> None:
    leave_log(path)
    load(path, [chain("b", 2)])
    assert list(names(path)) == []
    assert ask(path, "select one, (select count(*) from core.messages) from main.mine") == [(1, 5)]


def test_a_log_that_cannot_be_applied_is_refused_and_left_alone(path: Path) -> None:
    leave_log(path)
    log = path.with_name(f"{path.name}.wal")
    before = (path.read_bytes(), log.read_bytes())
    with (
        held(path, "reader"),
        pytest.raises(DatabaseError, match=r"chats\.duckdb\.wal .* close every program"),
    ):
        load(path, [chain("b", 2)])
    assert (path.read_bytes(), log.read_bytes()) == before


def test_a_log_without_its_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "chats.duckdb.wal").write_bytes(b"whatever")
    with pytest.raises(DatabaseError, match=r"chats\.duckdb\.wal belongs to a database that is gone"):
        load(tmp_path / "chats.duckdb", [chain("a", 3)])


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    with pytest.raises(DatabaseError, match="appeared while"):
        load_after(path, lambda: path.write_text("mine"), begins_first=True)
    assert path.read_text() == "mine"


def test_the_probe_knows_a_file_that_nobody_has_open(path: Path) -> None:
    found = probe(path)
    assert (found.state, found.holder) == ("free", None)


def test_only_some_loads_merge_the_groups_of_rows_of_a_large_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "_FEW", 0)
    monkeypatch.setattr(next_database, "TIDIED", 3)
    path, found = tmp_path / "chats.duckdb", []
    for name in "abc":
        load(path, [chain(name, 2)])
        found.append(ask(path, "select count(distinct row_group_id) from pragma_storage_info('core.messages')"))
    assert found == [[(1,)], [(2,)], [(1,)]]
    assert ask(path, "select count(*) from core.messages") == [(6,)]
