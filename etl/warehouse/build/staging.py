"""Where the next database is made: a private folder beside it, one load at a time."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from filelock import FileLock, Timeout

from etl.errors import DatabaseError

_RESERVED = {"core", "main", "temp", "system", "memory", "information_schema", "pg_catalog", "previous"}
_PATIENCE = 1.0


@contextmanager
def staging(database: Path) -> Iterator[Path]:
    """A private empty folder beside the database, named after this process; nobody else has one meanwhile.

    What killed loads left there is removed first, and the folder itself at the end, whatever happens.
    Raises DatabaseError if another load is running, or if the folder or the file's name cannot be used.
    """
    _refuse_name(database)
    lock = FileLock(database.with_name(f"{database.name}.lock"), timeout=_PATIENCE, mode=0o600)
    try:
        lock.acquire(poll_interval=0.05)
    except Timeout as error:
        raise DatabaseError(_busy(database)) from error
    except OSError as error:
        raise DatabaseError(_unwritable(database, error)) from error
    try:
        yield _folder(database)
    finally:
        for folder in _folders(database):
            shutil.rmtree(folder, ignore_errors=True)
        # While it is still held: whoever waits for this very file notices that it has gone.
        with suppress(OSError):
            Path(lock.lock_file).unlink()
        lock.release()


def _folder(database: Path) -> Path:
    for left in _folders(database):
        shutil.rmtree(left, ignore_errors=True)
    folder = database.with_name(f".{database.name}.{os.getpid()}.loading")
    try:
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise DatabaseError(_unwritable(database, error)) from error
    return folder


def _folders(database: Path) -> list[Path]:
    return sorted(database.parent.glob(f".{escape(database.name)}.*.loading"))


def _refuse_name(database: Path) -> None:
    stem = database.name.split(".")[0].lower()
    if stem in _RESERVED or (stem[:1] == "v" and stem[1:].isdigit()):
        raise DatabaseError(
            f"A database cannot be called {database.name}: '{stem}' is a schema's name; choose another."
        )
    if database.is_dir():
        raise DatabaseError(f"{database} is a folder; give the name of a file in it, like {database / 'chats.duckdb'}.")
    if not database.parent.is_dir():
        raise DatabaseError(f"There is no folder {database.parent}; make it first.")


def _busy(database: Path) -> str:
    processes = [folder.name.split(".")[-2] for folder in _folders(database)]
    who = f" (process {processes[0]})" if processes else ""
    return f"Another load into {database.name} is running{who}; wait until it is done, then try again."


def _unwritable(database: Path, error: OSError) -> str:
    why = "read-only" if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) else error.strerror
    return f"Nothing can be written in {database.parent} ({why}); choose another place with --db."
