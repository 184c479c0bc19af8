"""What a build refuses, in one sentence, before it has done anything."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from etl.errors import DatabaseError, ExportError
from etl.warehouse.build.next_database import next_database
from etl.warehouse.build.plan import Plan, Tally
from etl.warehouse.build.publish import UnaccountedError
from tests.warehouse.build.build_cases import chain, content, fill, load, names, rows


@pytest.mark.parametrize("name", ["core.duckdb", "v1.duckdb", "Main.db", "temp.duckdb"])
def test_a_file_is_not_named_like_a_schema(tmp_path: Path, name: str) -> None:
    with pytest.raises(DatabaseError, match=r"cannot be called"):
        load(tmp_path / name, [chain("a", 3)])
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"is a folder; give the name of a file in it"):
        load(tmp_path, [chain("a", 3)])


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"There is no folder .*nowhere; make it first"):
        load(tmp_path / "nowhere" / "chats.duckdb", [chain("a", 3)])


@pytest.mark.parametrize("content", [b"", b"hello" * 9999, b"SQLite format 3\0" + b"\0" * 9999])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "chats.duckdb"
    path.write_bytes(content)
    with pytest.raises(DatabaseError, match=r"chats\.duckdb is not a DuckDB file; choose another with --db"):
        load(path, [chain("a", 3)])
    assert (path.read_bytes(), list(names(path))) == (content, [])


def test_a_database_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table main.mine as select 1 as one")
    with pytest.raises(DatabaseError, match=r"did not make; choose another with --db"):
        load(path, [chain("a", 3)])


def test_a_database_of_a_newer_program_is_left_alone(one: Path) -> None:
    with duckdb.connect(str(one)) as connection:
        connection.execute("update core.settings set value = '99' where name = 'schema_version'")
        connection.execute("update core.settings set value = '9.9' where name = 'product_version'")
    with pytest.raises(DatabaseError, match=r"made by a newer chatlake \(9\.9\); upgrade"):
        load(one, [chain("a", 3)])


def test_a_second_load_is_told_who_runs_the_first(tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    with next_database(path, Plan()) as following:
        with pytest.raises(DatabaseError, match=rf"Another load .* \(process {os.getpid()}\)"):
            load(path, [chain("b", 2)])
        following.begin()
        fill(following, [chain("a", 3)])
    assert list(names(path)) == []


def miscount(path: Path, nodes: int, copies: int) -> None:
    """Load a conversation of two messages, copied some times, and claim some number of nodes."""
    with next_database(path, Plan()) as following:
        following.begin()
        for table, batches in rows([chain("b", 2)], following.load_id, Plan()).items():
            following.insert(table, batches * (copies if table == "messages" else 1))
        following.finish(Tally(datetime(2024, 1, 1), nodes=nodes))


def test_rows_that_do_not_add_up_are_not_published(one: Path) -> None:
    before = one.read_bytes()
    with pytest.raises(UnaccountedError, match="9 nodes read, but 2 inserted"):
        miscount(one, nodes=9, copies=1)
    assert (one.read_bytes(), list(names(one))) == (before, [])


def test_rows_stored_twice_are_not_published(tmp_path: Path) -> None:
    with pytest.raises(UnaccountedError, match="messages stored twice: 2"):
        miscount(tmp_path / "chats.duckdb", nodes=4, copies=2)
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_the_reader_arrives_as_it_is(one: Path) -> None:
    before = content(one, "messages")

    def batches() -> Iterator[pa.RecordBatch]:
        yield from rows([chain("b", 2)], 2, Plan())["messages"]
        raise ExportError("The export ends here.")

    def broken_load() -> None:
        with next_database(one, Plan()) as following:
            following.begin()
            following.insert("messages", batches())

    with pytest.raises(ExportError, match=r"^The export ends here\.$"):
        broken_load()
    assert (content(one, "messages"), list(names(one))) == (before, [])


UNPRIVILEGED = """
import os, sys
from pathlib import Path
from tests.warehouse.build.build_cases import chain, load
from etl.errors import DatabaseError
os.setuid(int(sys.argv[2]))
try:
    load(Path(sys.argv[1]), [chain("a", 3)])
except DatabaseError as error:
    sys.exit(str(error))
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights otherwise")
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "shelf"
    folder.mkdir(mode=0o555)
    user = 65534 if os.geteuid() == 0 else os.geteuid()
    for above in tmp_path.parents:
        if above.name.startswith(("pytest", "popen")):
            above.chmod(0o755)
    tmp_path.chmod(0o755)
    command = [sys.executable, "-c", UNPRIVILEGED, str(folder / "chats.duckdb"), str(user)]
    child = subprocess.run(command, capture_output=True, text=True)
    assert child.stderr == f"Nothing can be written in {folder} (read-only); choose another place with --db.\n"
