"""Every word of a database -> the index beside it: of what a load touched, or of all."""

import sqlite3
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import duckdb

from etl import assets
from etl.files import sync
from etl.search.index import file
from etl.search.index.messages import filled
from etl.search.index.portions import Chat, Portion, portions, put
from etl.search.index.words import spaced

_MOST_DEAD = 1 / 3
"""The part of the index that may be of texts which are gone: above, it is made anew."""

_ERRORS = (sqlite3.Error, OSError, MemoryError)

_PRIMARY = 0xFF
"""Of SQLite's codes of errors, without what says more."""

_TITLE = 120
"""Characters of a title that go with each of its messages."""


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
        self._stamp = ""
        self._beside = ThreadPoolExecutor(1)
        self._written: Future[int] | None = None

    def look(self, connection: duckdb.DuckDBPyConnection) -> None:
        """See the database that is, whose index may be there."""
        with suppress(duckdb.Error):
            # One of an older layout lacks what the stamp is made of.
            self._before = file.stamp(connection)

    def follow(self, connection: duckdb.DuckDBPyConnection, *, everything: bool = True) -> None:
        """Bring the index to what ``connection`` sees in schema core.

        An index of the database that was looked at lacks just the chats in temp.touched, unless it is ``everything``.
        Any other is compared chat by chat; where there is none, or much of it is of texts that are gone, it is made
        anew. The texts are read here; the last of them are written while the load goes on.
        """
        try:
            self._follow(connection, everything)
        except _ERRORS as error:
            self._fail(error)

    def finish(self) -> None:
        """Let others see it: the database that it is of is in its place."""
        if self._index is None:
            return
        try:
            if self._written:
                file.say(self._index, "last", str(self._written.result()))
            file.say(self._index, "stamp", self._stamp)
            self._index.execute("commit")
            self._index.close()
            if self._is_new:
                sync(self._partial)
                self._partial.replace(self._path)
            self._index = None
        except _ERRORS as error:
            self._fail(error)

    def abandon(self) -> None:
        """Leave the index as it was, unless it is finished."""
        if self._index is not None:
            with suppress(*_ERRORS):
                self._index.interrupt()
                if self._written:
                    self._written.result()
            with suppress(sqlite3.Error):
                self._index.close()
            self._index = self._written = None
        self._partial.unlink(missing_ok=True)

    def _follow(self, connection: duckdb.DuckDBPyConnection, everything: bool) -> None:
        index, chats = file.opened(self._path), None
        if index is not None:
            self._index = index
            index.execute("begin immediate")
            chats = self._lacking(connection, index, everything)
        if chats is None:
            self.abandon()
            self._is_new = True
            self._index = file.created(self._partial)
            self._index.execute("begin")
            chats = _chats(connection, everything=True)
        assert self._index is not None
        self._stamp = file.stamp(connection)
        ((number,),) = self._index.execute("select coalesce(max(chat), 0) from chats").fetchall()
        self._hand_over(self._index, portions(connection, chats, number))

    def _lacking(
        self, connection: duckdb.DuckDBPyConnection, index: sqlite3.Connection, everything: bool
    ) -> list[Chat] | None:
        """The chats that an index lacks; None where it is better made anew, or damaged."""
        try:
            return _lacking(connection, index, is_known=not everything and file.said(index, "stamp") == self._before)
        except sqlite3.Error:
            return None

    def _hand_over(self, index: sqlite3.Connection, given: Iterable[Portion]) -> None:
        """Have a thread write the texts, a portion while the next is read: SQLite works without Python's lock."""
        at = _last(index)
        for portion in given:
            at = self._written.result() if self._written else at
            self._written = self._beside.submit(put, index, portion, at)

    def _fail(self, error: Exception) -> None:
        reason = getattr(error, "strerror", None) or str(error)
        self.failure = f"{self._path.name} could not be made ({reason}); search reads the database instead."
        self.abandon()
        if getattr(error, "sqlite_errorcode", 0) & _PRIMARY in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            # Else it would be in the way of the next load as well.
            self._path.unlink(missing_ok=True)


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
