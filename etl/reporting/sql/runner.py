"""A statement of the user's, asked in a process that is killed when it takes too long."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from threading import Event, Thread
from typing import Any

from etl import assets
from etl.errors import DatabaseError, QueryError
from etl.reporting.sql.bounds import Bounds, generous
from etl.warehouse.lake_file import missing

_LONGEST = 100_000
_START = 120.0
"""Seconds that a process may need to start: that is ours to do, and takes long where the machine is busy. A statement's
own begin after them."""

_KEPT = ("SYSTEMROOT", "LANG", "LC_ALL", "TZ")
_OFTEN = 0.05


def values(database: Path, sql: str, seconds: float) -> dict[str, Any]:
    """``columns``, ``types``, ``rows`` and ``is_cut`` of one question: at most 1,000 rows of 5 MB together.

    Raises QueryError with the reason in one sentence; DatabaseError where there is no database, or it is not ours.
    """
    found: dict[str, Any] = {}
    for piece in _pieces(database, {"sql": sql, "form": None}, Bounds(seconds)):
        found |= piece
    return found


def printed(
    database: Path, sql: str, form: str, width: int, *, seconds: float, limit: int, warn: Callable[[str], None]
) -> Iterator[str]:
    """One question's answer as text in a form of render(), as it comes; ``seconds`` and ``limit`` are 0 for no end.

    The time that the reader of the pieces takes is not the statement's. Where rows are left out, ``warn`` is told so.
    Raises as values() does, perhaps after some pieces.
    """
    asked = {"sql": sql, "form": form, "width": width, "limit": limit}
    for piece in _pieces(database, asked, generous(seconds)):
        yield str(piece["text"])
        if piece.get("is_cut"):
            warn(f"There are more rows than {limit:,}; --limit 0 prints all of them.")


def environment() -> dict[str, str]:
    """Nothing of the user's: no home, no name, no key."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {"PYTHONPATH": str(assets.package().parent), "HOME": ".", "USERPROFILE": ".", "PYTHONUTF8": "1"}


def _pieces(database: Path, asked: dict[str, Any], bounds: Bounds) -> Iterator[dict[str, Any]]:
    """What the process answers, but for what it says of itself."""
    _look(database, str(asked["sql"]))
    found = database.resolve()
    whole = {**asked, "database": found.name, "bounds": asdict(bounds)}
    with _process(found.parent) as process:
        _begin(process)
        assert process.stdin is not None
        with suppress(OSError), process.stdin:
            process.stdin.write(json.dumps(whole).encode())
        yield from _lines(process, bounds.seconds)


def _look(database: Path, sql: str) -> None:
    """Raise where it is plain without asking that there is no answer."""
    if not database.exists():
        raise missing(database)
    if len(sql) > _LONGEST:
        raise QueryError("The statement is too long; shorten it.")
    try:
        sql.encode()
    except UnicodeEncodeError:
        raise QueryError("The statement is no text of Unicode; write it anew.") from None


@contextmanager
def _process(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A sandbox that waits to be asked, gone in the end."""
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "etl.reporting.sql.sandbox"],
        # There the file has a short name, so that no answer tells where it lies.
        cwd=folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _begin(process: subprocess.Popen[bytes]) -> None:
    with _Watch(_START, process) as watch:
        is_there = watch.line()
    if not is_there:
        raise QueryError("The statement could not be begun in time; ask again when the machine is less busy.")


def _lines(process: subprocess.Popen[bytes], seconds: float) -> Iterator[dict[str, Any]]:
    with _Watch(seconds, process) as watch:
        while line := watch.line():
            try:
                piece = json.loads(line)
            except ValueError:
                break
            if "error" in piece:
                kind = DatabaseError if piece.get("is_of_database") else QueryError
                raise kind(str(piece["error"]))
            if "is_over" in piece:
                return
            yield piece
    if watch.is_late:
        raise QueryError(f"The statement took more than {seconds:g} seconds; ask for less.")
    raise QueryError("The statement needed more memory or time than is given to one; ask for less.")


class _Watch:
    """Kills a process that lets us wait for longer than some seconds in all; 0 is for ever."""

    def __init__(self, seconds: float, process: subprocess.Popen[bytes]) -> None:
        self._seconds, self._process = seconds, process
        self._waited = 0.0
        self._since: float | None = None
        self._is_over = Event()
        self.is_late = False

    def __enter__(self) -> "_Watch":
        if self._seconds:
            Thread(target=self._look, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()

    def line(self) -> bytes:
        """The next line that the process says; nothing where it says no more."""
        assert self._process.stdout is not None
        self._since = time.monotonic()
        try:
            return self._process.stdout.readline()
        except OSError:
            return b""
        finally:
            took, self._since = time.monotonic() - self._since, None
            self._waited += took

    def _look(self) -> None:
        while not self._is_over.wait(max(self._left(), _OFTEN)):
            if self._left() <= 0:
                self.is_late = True
                self._process.kill()
                return

    def _left(self) -> float:
        since = self._since
        waiting = 0.0 if since is None else time.monotonic() - since
        return self._seconds - self._waited - waiting
