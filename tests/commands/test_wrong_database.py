"""A database that is none, or is damaged: one sentence that names the file and the next step, from every command."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.export.export_cases import etl

SAMPLE = str(ROOT / "samples" / "chatgpt" / "branches.json")
COMMANDS = [
    ["report", "overview"],
    ["report", "--html", "{folder}/r.html"],
    ["chart", "models"],
    ["sql", "select sum(length(text)) from messages"],
    ["export", "messages", "-o", "{folder}/m.csv"],
    ["export", "conversations", "-o", "{folder}/chats"],
    ["verify", SAMPLE],
    ["doctor"],
    ["load", SAMPLE],
    ["timezone", "UTC"],
    ["plan", "add", "openai", "plus", "--from", "2024-01"],
    ["prices", "map", "some-model", "gpt-4o"],
    ["categorize"],
    ["categorize", "why", "c"],
    ["categorize", "--ai", "--show"],
    ["notebook", "--no-open", "-o", "{folder}/n.ipynb"],
]
OWN = ("The change is kept, and the next load brings it in; now it could not be: ", "Kept ")


def _sqlite(path: Path, _: bytes) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table messages (text)")


def _flipped(path: Path, good: bytes, places: slice) -> None:
    some = bytearray(good)
    some[places] = bytes(255 - byte for byte in some[places])
    path.write_bytes(some)


WRONG: dict[str, tuple[Callable[[Path, bytes], object], str]] = {
    "of SQLite": (_sqlite, "is not a DuckDB file"),
    "text": (lambda path, _: path.write_text("words\n" * 2_000), "is not a DuckDB file"),
    "empty": (lambda path, _: path.write_bytes(b""), "is not a DuckDB file"),
    "its first bytes": (lambda path, good: path.write_bytes(good[:6]), "is not a DuckDB file"),
    "its head": (lambda path, good: path.write_bytes(good[:12_288]), "is damaged"),
    "its first half": (lambda path, good: path.write_bytes(good[: len(good) // 2]), "is damaged"),
    "with another head": (lambda path, good: _flipped(path, good, slice(100, 12_288)), "is damaged"),
    "with other blocks": (lambda path, good: _flipped(path, good, slice(12_288, None, 4_096)), "is damaged"),
    "a folder": (lambda path, _: path.mkdir(), "is a folder"),
}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_database_is_one_sentence(small_database: Path, tmp_path: Path, kind: str, command: list[str]) -> None:
    make, words = WRONG[kind]
    database, folder = tmp_path / "d" / "chats.duckdb", tmp_path / "out"
    database.parent.mkdir()
    folder.mkdir()
    make(database, small_database.read_bytes())
    before = database.read_bytes() if database.is_file() else None
    result = etl(*(part.format(folder=folder) for part in _with(command, database)))
    assert result.exit_code == 1
    (said,) = [line for line in result.stderr.splitlines() if not line.startswith(OWN)]
    assert f"chats.duckdb {words}" in said
    assert ";" in said
    assert not any(word in said for word in ("DuckDB file ", "checksum", "xtension", "IO Error", str(Path.home())))
    assert list(folder.iterdir()) == []
    assert before == (database.read_bytes() if database.is_file() else None)


def _with(command: list[str], database: Path) -> list[str]:
    if command[0] == "categorize":
        return ["categorize", "--db", str(database), *command[1:]]
    return [*command, "--db", str(database)]


def test_what_is_damaged_deep_inside_is_told_as_well(small_database: Path, tmp_path: Path) -> None:
    database = tmp_path / "chats.duckdb"
    good = small_database.read_bytes()
    told = set()
    for block in range(12_288, len(good), 3 * 32_768):
        _flipped(database, good, slice(block + 9_000, block + 9_001))
        result = etl("export", "messages", "-o", tmp_path / "m.csv", "--db", database)
        told |= {result.stderr} if result.exit_code else set()

    assert told == {
        "Error: chats.duckdb is damaged and cannot be read; "
        "put back a copy of it, or load your exports into another --db.\n"
    }
