"""The folder of a lake: whose it is to change, and what must not be taken for one."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from etl.errors import DatabaseError
from etl.lake.generation import folder
from etl.warehouse.access import is_of_files
from etl.warehouse.build.shortage import is_full

_PATIENCE = 1.0
_OURS = {"raw", "manifest", "core", "past", "work", "current.json", "lake.lock"}
_GLOB = "*?[]{}"


def made(lake: Path) -> None:
    """Make the folder of a lake, if it is not there. Raises DatabaseError as held() does."""
    _refuse(lake, lake.resolve(), is_new=True)
    try:
        folder(lake.resolve())
    except OSError as error:
        raise DatabaseError(f"{lake} cannot be written ({error.strerror}); choose another --lake.") from error


@contextmanager
def held(lake: Path, *, is_new: bool = False) -> Iterator[Path]:
    """The right to change a lake, for one process at a time; ``is_new``: it is made if it is not there.

    What a killed process had at work is removed. Raises DatabaseError where that cannot be: no lake, a folder of other
    things, another load, a disk that is full.
    """
    place = lake.resolve()
    _refuse(lake, place, is_new=is_new)
    try:
        folder(place)
        lock = FileLock(place / "lake.lock", timeout=_PATIENCE, mode=0o600)
        lock.acquire(poll_interval=0.05)
    except Timeout as error:
        raise DatabaseError(f"Another load into {lake} is running; wait until it is done, then try again.") from error
    except OSError as error:
        raise DatabaseError(f"{lake} cannot be written ({error.strerror}); choose another --lake.") from error
    try:
        _forget_work(place)
        yield place
    except Exception as error:
        if is_full(error):
            free = f"{shutil.disk_usage(place).free / 1_000_000:,.0f} MB"
            raise DatabaseError(
                f"The disk is full: {free} are free for {lake}; make room, then load again. The lake is as it was."
            ) from error
        refuse_damage(lake, error, is_of_files(error))
        raise
    finally:
        _forget_work(place)
        lock.release()


def _forget_work(place: Path) -> None:
    """Remove what tasks had at work, be it that somebody put a file there."""
    shutil.rmtree(place / "work", ignore_errors=True)
    with suppress(OSError):
        (place / "work").unlink(missing_ok=True)


def refuse_damage(lake: Path, error: Exception, is_damage: bool) -> None:
    """Raise DatabaseError where an error is about one of a lake's files."""
    if is_damage:
        raise DatabaseError(
            f"A file under {lake / 'core'} is damaged or gone; move {lake / 'current.json'} away, then load any "
            "export again: all is settled anew."
        ) from error


def _refuse(lake: Path, place: Path, *, is_new: bool) -> None:
    if set(_GLOB) & set(str(place)):
        raise DatabaseError(f"A lake cannot lie in {lake}: files are looked for by patterns, of which its name is one.")
    if place.exists() and not place.is_dir():
        raise DatabaseError(f"{lake} is a file; a lake is a folder, so choose another --lake.")
    there = {path.name for path in place.iterdir()} if place.is_dir() else set()
    there = {name for name in there if not name.startswith("lake.")} | (there & _OURS)
    if not there & _OURS and not is_new:
        raise DatabaseError(f"{lake} is no lake; make one with: etl load --lake {lake} EXPORTS")
    if there and not there & _OURS:
        raise DatabaseError(f"{lake} holds other things than a lake; choose an empty folder, or one that is not there.")
