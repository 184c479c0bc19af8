"""A statement of the user's, asked in a process that is killed when it takes too long."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import BoundedSemaphore, Event, Timer
from typing import Any

from etl import assets
from etl.errors import DatabaseError, QueryError

_AT_ONCE = BoundedSemaphore(2)
_LONGEST = 100_000
_START = 20.0
"""Seconds that a process may need to start where the machine is busy; the statement's own begin after them."""


def run(database: Path, sql: str, seconds: float) -> dict[str, Any]:
    """``columns``, ``types``, ``rows`` and ``is_cut`` of one question, at most 1,000 rows.

    Raises QueryError with the reason in one sentence; DatabaseError where there is no database.
    """
    if not database.exists():
        raise DatabaseError(f"There is no {database.name}; load an export first.")
    if len(sql) > _LONGEST:
        raise QueryError("The statement is too long; shorten it.")
    with _AT_ONCE:
        told = _told(database.resolve(), sql, seconds)
    if "error" in told:
        raise QueryError(str(told["error"]))
    return told


def _told(database: Path, sql: str, seconds: float) -> dict[str, Any]:
    asked = json.dumps({"database": database.name, "sql": sql}).encode()
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "etl.web.sql.sandbox"],
        # There the file has a short name, so that no answer tells where it lies.
        cwd=database.parent,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        with _killed_after(_START, process), suppress(OSError):
            process.stdout.readline()
        with _killed_after(seconds, process) as is_late:
            with suppress(OSError), process.stdin:
                process.stdin.write(asked)
            told = process.stdout.read()
        process.kill()
    if is_late.is_set():
        raise QueryError(f"The statement took more than {seconds:g} seconds; ask for less.")
    try:
        found = json.loads(told)
    except ValueError:
        raise QueryError("The statement needed more memory or time than is given to one; ask for less.") from None
    assert isinstance(found, dict)
    return found


@contextmanager
def _killed_after(seconds: float, process: subprocess.Popen[bytes]) -> Iterator[Event]:
    """Kill a process that is not done in time; the event says that this came to pass."""
    is_late = Event()

    def end() -> None:
        is_late.set()
        process.kill()

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield is_late
    finally:
        timer.cancel()


def _environment() -> dict[str, str]:
    """Nothing of the user's: no home, no name, no key."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "LANG", "LC_ALL") if name in os.environ}
    return kept | {"PYTHONPATH": str(assets.package().parent), "HOME": ".", "USERPROFILE": ".", "PYTHONUTF8": "1"}
