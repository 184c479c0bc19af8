"""Chats of a database -> their texts, a portion at a time -> rows of the index."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from etl import assets
from etl.search.index.messages import SPEAKERS, filled
from etl.search.index.words import ACCENTED, ALONE, LOOKALIKES

PORTION = 30_000
"""Messages whose texts are read at a time; those of two portions are held."""

_HELD = 16 << 20
"""Bytes of words that FTS5 gathers before it writes them down; its own 1 MB costs a quarter more time and size."""


class Chat(NamedTuple):
    """A chat of the database: its key, and what changes when its words do."""

    provider: str
    account_id: str
    conversation_id: str
    revision: int
    messages: int
    characters: int
    days: int
    code: bool
    image: bool
    file: bool
    tool: bool
    title: str


class Portion(NamedTuple):
    """Some chats with the numbers that the index gives them, and rows of sql/search/texts.sql."""

    chats: list[tuple[int, Chat]]
    texts: list[tuple[Any, ...]]


def portions(connection: duckdb.DuckDBPyConnection, chats: Sequence[Chat], number: int) -> Iterator[Portion]:
    """The texts of chats as ``connection`` sees them, the first chat numbered one above ``number``."""
    for some in _portioned(chats):
        numbered = list(enumerate(some, number + 1))
        number += len(some)
        yield Portion(numbered, _texts(connection, numbered))


def put(index: sqlite3.Connection, portion: Portion, at: int) -> int:
    """Write a portion, as the rows behind ``at``; returns the last of them."""
    index.execute("insert into words (words, rank) values ('hashsize', ?)", (_HELD,))
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    links: set[int] = set()
    places = []
    for row, (chat, tour, role, day, _, _, has_link) in enumerate(portion.texts, at + 1):
        first.setdefault(chat, row)
        last[chat] = row
        places.append((row, chat, tour, role, day))
        if has_link:
            links.add(chat)
    words = ((row, text, title) for row, (_, _, _, _, title, text, _) in enumerate(portion.texts, at + 1))
    index.executemany("insert into words (rowid, body, title) values (?, ?, ?)", words)
    index.executemany("insert into messages values (?, ?, ?, ?, ?)", places)
    index.executemany(
        f"insert into chats values ({', '.join('?' * (len(Chat._fields) + 4))})",
        [(chat, *one, chat in links, first.get(chat, at + 1), last.get(chat, at)) for chat, one in portion.chats],
    )
    return at + len(places)


def _portioned(chats: Sequence[Chat]) -> Iterator[list[Chat]]:
    portion: list[Chat] = []
    messages = 0
    for chat in chats:
        portion.append(chat)
        messages += chat.messages
        if messages >= PORTION:
            yield portion
            portion, messages = [], 0
    if portion:
        yield portion


def _texts(connection: duckdb.DuckDBPyConnection, numbered: Sequence[tuple[int, Chat]]) -> list[tuple[Any, ...]]:
    rows = pa.table(
        {
            "chat": [chat for chat, _ in numbered],
            "revision": [one.revision for _, one in numbered],
            "title": [one.title for _, one in numbered],
        }
    )
    connection.register("portion_rows", rows)
    connection.execute("create or replace temp table portion as from portion_rows")
    connection.unregister("portion_rows")
    letters, plain = LOOKALIKES
    bound = {"letters": letters, "plain": plain, "alone": f"([{ALONE}])", "accented": f"[{ACCENTED}]"}
    bound |= {"special": f"[{letters}{ALONE}{ACCENTED}]"}
    return connection.execute(filled(assets.sql("search")["texts"]), bound | {"speakers": list(SPEAKERS)}).fetchall()
