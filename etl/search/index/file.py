"""The file of the index: where it lies, what is in it, and whether it fits the database beside it."""

import sqlite3
from contextlib import suppress
from pathlib import Path

import duckdb

from etl import assets
from etl.search.index.words import TOKENIZER

LAYOUT = 2
"""Of the tables below, and of what is put into them: an index of another number is made anew."""

_APPLICATION = 0x6574_6C73
"""Says that the file is ours: "etls" in ASCII."""

_TABLES = (
    "create table about (name text primary key, value text)",
    "create table chats (chat integer primary key, provider text, account_id text, conversation_id text, "
    "revision integer, messages integer, characters integer, days integer, code integer, image integer, file integer, "
    "tool integer, title text, link integer, first integer, last integer)",
    "create unique index chat_keys on chats (provider, account_id, conversation_id)",
    "create table messages (id integer primary key, chat integer, tour integer, role integer, day integer)",
    f"create virtual table words using fts5 (body, title, content = '', tokenize = \"{TOKENIZER}\")",
    "create virtual table vocabulary using fts5vocab (words, 'row')",
)
"""``messages.id`` is the rowid of ``words``, and grows with the time that a chat began. What is no longer in
``messages`` stays in ``words``, from which nothing can be taken without its text, until the file is made anew.
"""


def place(database: Path) -> Path:
    """The index of a database: chats.search.sqlite for chats.duckdb."""
    path = database.resolve()
    return path.with_name(f"{path.stem}.search.sqlite")


def stamp(connection: duckdb.DuckDBPyConnection) -> str:
    """What tells the texts that a connection sees in schema core from all others."""
    ((told,),) = connection.execute(assets.sql("search")["stamp"]).fetchall()
    return str(told)


def opened(path: Path) -> sqlite3.Connection | None:
    """An index of today's layout, whole, as it is; None where there is none. What was cut off is rolled back here."""
    if not path.is_file():
        return None
    connection = sqlite3.connect(path, timeout=1, isolation_level=None, check_same_thread=False)
    try:
        found = [connection.execute(f"pragma {name}").fetchone()[0] for name in ("application_id", "user_version")]
        if found == [_APPLICATION, LAYOUT]:
            return connection
    except sqlite3.Error:
        pass
    connection.close()
    return None


def fitting(path: Path, wanted: str) -> sqlite3.Connection | None:
    """The index for reading, if it was made of the texts that have this stamp; else None, as where it is held."""
    connection = opened(path)
    if connection is None:
        return None
    with suppress(sqlite3.Error):
        # In memory, as who asks may not write at all; and whose file it is, nobody knows.
        for pragma in ("query_only = on", "temp_store = memory", "trusted_schema = off"):
            connection.execute(f"pragma {pragma}")
        if said(connection, "stamp") == wanted:
            return connection
    connection.close()
    return None


def created(path: Path) -> sqlite3.Connection:
    """An empty index in a new file, mode 0600, that nobody else looks at before it is whole."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for statement in ("pragma journal_mode = off", "pragma synchronous = off", "pragma cache_size = -32000"):
        connection.execute(statement)
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute(f"pragma application_id = {_APPLICATION}")
    connection.execute(f"pragma user_version = {LAYOUT}")
    return connection


def said(connection: sqlite3.Connection, name: str) -> str | None:
    """What the index says of itself: ``stamp``, that of its database; ``last``, the highest id it ever gave."""
    row = connection.execute("select value from about where name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def say(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Write down what the index says of itself."""
    connection.execute("insert or replace into about values (?, ?)", (name, value))
