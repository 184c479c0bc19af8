"""Every word of a database -> the index beside it: of what a load touched, or of all."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

from etl import assets
from etl.files import sync
from etl.search.index import file
from etl.search.index.messages import SPEAKERS, filled
from etl.search.index.words import ACCENTED, ALONE, LOOKALIKES, spaced

PORTION = 30_000
"""Messages whose texts are held at a time."""

_MOST_DEAD = 1 / 3
"""The part of the index that may be of texts which are gone: above, it is made anew."""

_TITLE = 120
"""Characters of a title that go with each of its messages."""

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


class Renewal:
    """An index that follows its database through a load: nobody sees the new one before the database is in its place.

    It is never needed: what goes wrong with it is kept as ``failure``, a sentence, and the load goes on.
    """

    def __init__(self, path: Path) -> None:
        self.failure: str | None = None
        self._path = path
        self._partial = path.with_name(f"{path.name}.partial")
        self._before: str | None = None
        self._index: sqlite3.Connection | None = None
        self._is_new = False

    def look(self, connection: duckdb.DuckDBPyConnection) -> None:
        """See the database that is, whose index may be there."""
        with suppress(duckdb.Error):
            # One of an older layout lacks what the stamp is made of.
            self._before = file.stamp(connection)

    def follow(self, connection: duckdb.DuckDBPyConnection, *, everything: bool = True) -> None:
        """Bring the index to what ``connection`` sees in schema core.

        An index of the database that was looked at lacks just the chats in temp.touched, unless it is ``everything``.
        Any other is compared chat by chat; where there is none, or much of it is of texts that are gone, it is made
        anew.
        """
        try:
            self._follow(connection, everything)
        except (sqlite3.Error, OSError) as error:
            self._fail(error)

    def finish(self) -> None:
        """Let others see it: the database that it is of is in its place."""
        if self._index is None:
            return
        try:
            self._index.execute("commit")
            self._index.close()
            if self._is_new:
                sync(self._partial)
                self._partial.replace(self._path)
            self._index = None
        except (sqlite3.Error, OSError) as error:
            self._fail(error)

    def abandon(self) -> None:
        """Leave the index as it was, unless it is finished."""
        if self._index is not None:
            with suppress(sqlite3.Error):
                self._index.close()
            self._index = None
        self._partial.unlink(missing_ok=True)

    def _follow(self, connection: duckdb.DuckDBPyConnection, everything: bool) -> None:
        index, chats = file.opened(self._path), None
        if index is not None:
            self._index = index
            index.execute("begin immediate")
            chats = _lacking(connection, index, is_known=not everything and self._is_of_before(connection, index))
        if chats is None:
            self.abandon()
            self._is_new = True
            self._index = file.created(self._partial)
            self._index.execute("begin")
            chats = _chats(connection, everything=True)
        assert self._index is not None
        _add(connection, self._index, chats)
        file.say(self._index, "stamp", file.stamp(connection))

    def _is_of_before(self, connection: duckdb.DuckDBPyConnection, index: sqlite3.Connection) -> bool:
        """Can it lack nothing but what the load touched?"""
        before = file.said(index, "stamp")
        return (
            before is not None
            and before == self._before
            and not any(map(file.shares, (before, file.stamp(connection))))
        )

    def _fail(self, error: Exception) -> None:
        reason = getattr(error, "strerror", None) or str(error)
        self.failure = f"{self._path.name} could not be made ({reason}); search reads the database instead."
        self.abandon()


def _lacking(connection: duckdb.DuckDBPyConnection, index: sqlite3.Connection, *, is_known: bool) -> list[Chat] | None:
    """The chats whose words the index lacks, once it has forgotten what it had of them; None if better made anew.

    ``is_known``: only those in temp.touched can be among them.
    """
    chats, stored = _chats(connection, everything=not is_known), _stored(index)
    changed = [chat for chat in chats if stored.get(chat[:3]) != chat]
    gone = [] if is_known else list(stored.keys() - {chat[:3] for chat in chats})
    lost = [stored[key] for key in (*gone, *(chat[:3] for chat in changed)) if key in stored]
    if _dead(index, lost) > _MOST_DEAD:
        return None
    _forget(index, lost)
    return changed


def _chats(connection: duckdb.DuckDBPyConnection, *, everything: bool) -> list[Chat]:
    if everything:
        connection.execute("create temp table if not exists touched (conversation_id varchar)")
    rows = connection.execute(filled(assets.sql("search")["chats"]), {"everything": everything}).fetchall()
    return [Chat._make((*row[:-1], spaced(row[-1])[:_TITLE])) for row in rows]


def _stored(index: sqlite3.Connection) -> dict[tuple[str, ...], Chat]:
    found = index.execute(f"select {', '.join(Chat._fields)} from chats").fetchall()
    return {row[:3]: Chat._make(row) for row in found}


def _dead(index: sqlite3.Connection, lost: Sequence[Chat]) -> float:
    """The part of the words that would be of texts which are gone."""
    most, ((kept,),) = _last(index), index.execute("select count(*) from messages").fetchall()
    return (most - kept + sum(chat.messages for chat in lost)) / most if most else 0.0


def _last(index: sqlite3.Connection) -> int:
    """The last row there ever was: none is used twice, as the words of those that are gone are still there."""
    return int(file.said(index, "last") or 0)


def _forget(index: sqlite3.Connection, lost: Sequence[Chat]) -> None:
    this = "provider = ? and account_id = ? and conversation_id = ?"
    for chat in lost:
        for number, first, last in index.execute(
            f"select chat, first, last from chats where {this}", chat[:3]
        ).fetchall():
            index.execute("delete from messages where id between ? and ?", (first, last))
            index.execute("delete from chats where chat = ?", (number,))


def _add(connection: duckdb.DuckDBPyConnection, index: sqlite3.Connection, chats: Sequence[Chat]) -> None:
    index.execute("insert into words (words, rank) values ('hashsize', ?)", (_HELD,))
    ((chat,),) = index.execute("select coalesce(max(chat), 0) from chats").fetchall()
    at = _last(index)
    for portion in _portions(chats):
        numbered = list(enumerate(portion, chat + 1))
        chat += len(portion)
        at = _add_portion(connection, index, numbered, at)
    file.say(index, "last", str(at))


def _portions(chats: Sequence[Chat]) -> Iterator[list[Chat]]:
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


def _add_portion(
    connection: duckdb.DuckDBPyConnection, index: sqlite3.Connection, numbered: Sequence[tuple[int, Chat]], at: int
) -> int:
    """Add the words of some chats, as the rows behind ``at``; returns the last of them."""
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
    connection.execute(filled(assets.sql("search")["texts"]), bound | {"speakers": list(SPEAKERS)})
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    links: set[int] = set()
    begun = at
    while texts := connection.fetchmany(2_000):
        places, words = [], []
        for chat, tour, role, day, title, text, has_link in texts:
            at += 1
            first.setdefault(chat, at)
            last[chat] = at
            places.append((at, chat, tour, role, day))
            words.append((at, text, title))
            if has_link:
                links.add(chat)
        index.executemany("insert into messages values (?, ?, ?, ?, ?)", places)
        index.executemany("insert into words (rowid, body, title) values (?, ?, ?)", words)
    index.executemany(
        f"insert into chats values ({', '.join('?' * (len(Chat._fields) + 4))})",
        [(chat, *one, chat in links, first.get(chat, begun + 1), last.get(chat, begun)) for chat, one in numbered],
    )
    return at
