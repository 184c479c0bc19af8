"""The database, opened for as long as a question takes, so that a load can put the next one in its place."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from etl import assets
from etl.reporting.reports.connection import connect
from etl.warehouse.file import Identity, identity
from etl.web.errors import Refused

_PATIENCE = 3.0
"""Seconds to wait for a load that looks at the file, or for readers of the file before this one."""
_PAUSE = 0.02

T = TypeVar("T")
Key = tuple[object, ...]

_MOST_CACHED = 100
_NOT_YET = object()
_found: dict[Key, object] = {}
_turns: dict[Key, threading.Lock] = {}
_lock = threading.Lock()


class Desk:
    """Where the threads of the server read the database.

    Within a process DuckDB keeps a file open, by its name, until the last connection to it is closed: after a load,
    who opens it while another still reads gets the file of before. So the next reader waits for those, for a while.
    """

    def __init__(self, database: Path) -> None:
        self.path = database
        self._change = threading.Condition()
        self._readers = 0
        self._open: Identity | None = None

    @property
    def exists(self) -> bool:
        """Is there a database yet?"""
        return self.path.exists()

    @property
    def version(self) -> str | None:
        """What tells the database that is published from every other; None where there is none."""
        found = identity(self.path)
        return None if found is None else "-".join(f"{each:x}" for each in found)

    @contextmanager
    def permit(self) -> Iterator[Path]:
        """Around anything that opens the database by itself: a chart, an export, a categoriser."""
        self._enter()
        try:
            yield self.path
        finally:
            self._leave()

    @contextmanager
    def connection(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A read-only connection for one request. Raises DatabaseError as reports.connect() does."""
        with self.permit(), closing(connect(self.path, patience=_PATIENCE)) as connection:
            yield connection

    def ask(self, name: str, parameters: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
        """The rows of queries/web/NAME.sql by column."""
        with self.connection() as connection:
            return rows(connection, assets.web_queries()[name], parameters)

    def _enter(self) -> None:
        until = time.monotonic() + _PATIENCE
        with self._change:
            while self._readers and self._open != identity(self.path) and time.monotonic() < until:
                self._change.wait(_PAUSE)
            if not self._readers:
                self._open = identity(self.path)
            self._readers += 1

    def _leave(self) -> None:
        with self._change:
            self._readers -= 1
            self._change.notify_all()


def rows(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, object] | None = None
) -> list[dict[str, Any]]:
    """All rows of an answer by column; parameters are bound."""
    connection.execute(sql, dict(parameters) if parameters else None)
    names = [str(column[0]) for column in connection.description or []]
    return [dict(zip(names, row, strict=True)) for row in connection.fetchall()]


def cached(place: Desk, name: Key, find: Callable[[], T]) -> T:
    """What ``find`` gives, asked once for each file, by whoever comes first; ``name`` tells what it is.

    It holds until another file takes the place: a database is never changed, only replaced.
    """
    file = identity(place.path)
    if file is None:
        return find()
    key = (str(place.path), *file, *name)
    with _lock:
        turn = _turns.setdefault(key, threading.Lock())
    with turn:
        if (answer := _found.get(key, _NOT_YET)) is _NOT_YET:
            answer = find()
            _keep(key, answer)
    return answer  # type: ignore[return-value]


def one_of(name: str, value: str, allowed: Mapping[str, str]) -> str:
    """The SQL that a word of the user's stands for. Raises Refused where it stands for none."""
    if value not in allowed:
        raise Refused(400, f"{name} is one of: {', '.join(allowed)}.", name)
    return allowed[value]


def _keep(key: Key, answer: object) -> None:
    with _lock:
        while len(_found) >= _MOST_CACHED:
            oldest = next(iter(_found))
            del _found[oldest], _turns[oldest]
        _found[key] = answer
