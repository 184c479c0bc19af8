"""A file in the place of the index that is damaged, held or another's: the database answers, and a load mends it."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from shutil import copyfile

import duckdb
import pytest

from etl.search.find import find
from etl.search.index import file
from etl.search.index.file import place
from etl.search.index.renew import Renewal
from tests.search.search_cases import chat, index, store, stored

QUESTIONS = ("night train", "nihgt", "pro*", "has:code", "-bus", '"the night"', "model:gpt night")
CHATS = [
    chat(f"c{number}", f"Night {number}", *(f"the night train {word}" for word in range(60))) for number in range(9)
]
PAGE = 4_096


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("damaged") / "c.duckdb"
    with stored(path, CHATS) as connection:
        index(connection, path)
    return path


@pytest.fixture
def database(made: Path, tmp_path: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A database of one's own, with its index."""
    path = Path(copyfile(made, tmp_path / "c.duckdb"))
    copyfile(place(made), place(path))
    with duckdb.connect(path) as connection:
        yield connection, path


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 // PAGE * PAGE])


def garbled(path: Path) -> None:
    pages = bytearray(path.read_bytes())
    # Its first page says what tables there are and that the file is ours.
    pages[2 * PAGE :] = Random(7).randbytes(len(pages) - 2 * PAGE)
    path.write_bytes(pages)


def without_words(path: Path) -> None:
    _written(path, "drop table vocabulary; drop table words; drop table messages;")


def of_another(path: Path) -> None:
    _written(path, "update about set value = 'another' where name = 'stamp'")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _written(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


DAMAGES = (cut, garbled, without_words, of_another, empty, folder, loop, pipe)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_what_a_damaged_index_cannot_tell_the_database_tells(
    database: tuple[duckdb.DuckDBPyConnection, Path], damage: Callable[[Path], None]
) -> None:
    connection, path = database
    damage(place(path))
    for question in QUESTIONS:
        found = find(connection, path, question)
        chats = 9 if question in ("night train", '"the night"', "model:gpt night", "-bus") else 0
        assert found.chats == chats, question
        assert not found.is_indexed or found.chats == 0, question


@pytest.mark.parametrize("damage", DAMAGES[:5], ids=lambda damage: damage.__name__)
def test_the_load_after_makes_it_anew(
    database: tuple[duckdb.DuckDBPyConnection, Path], damage: Callable[[Path], None]
) -> None:
    connection, path = database
    damage(place(path))
    for number in (2, 3):
        following = Renewal(place(path))
        following.look(connection)
        store(connection, CHATS[:1], number)
        following.follow(connection, everything=False)
        following.finish()
    found = find(connection, path, "night train")
    assert (following.failure, found.is_indexed, found.chats) == (None, True, 9)


def test_numbers_of_chats_that_are_none_are_not_believed(database: tuple[duckdb.DuckDBPyConnection, Path]) -> None:
    connection, path = database
    _written(place(path), "update chats set revision = 'none', first = x'ff', last = null;")
    found = find(connection, path, "night train")
    assert (found.is_indexed, found.chats) == (False, 9)


def test_an_index_that_somebody_writes_is_not_waited_for_long(
    database: tuple[duckdb.DuckDBPyConnection, Path],
) -> None:
    connection, path = database
    with closing(sqlite3.connect(place(path), isolation_level=None)) as other:
        other.execute("begin exclusive")
        found = find(connection, path, "night train")
        assert (found.is_indexed, found.chats) == (False, 9)
    assert find(connection, path, "night train").is_indexed


def test_an_index_is_only_read_where_it_is_asked(database: tuple[duckdb.DuckDBPyConnection, Path]) -> None:
    connection, path = database
    opened = file.fitting(place(path), file.stamp(connection))
    assert opened is not None
    with closing(opened), pytest.raises(sqlite3.OperationalError, match="readonly"):
        opened.execute("delete from chats")
