"""The next file takes the place of the current one, in one step."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from etl.errors import DatabaseError
from etl.warehouse.file import Identity, identity, log_of


def publish(new: Path, path: Path, expected: Identity | None, let_go: Callable[[], None]) -> None:
    """Put ``new`` at ``path``, private to its owner and safe on the disk; readers of the old file keep it.

    ``expected`` is the file that ``new`` was made from (None for none), ``let_go`` gives up the caller's own
    lock on it. Raises DatabaseError if the current file is not that one any more, or cannot be replaced.
    """
    if identity(path) != expected:
        what = "was changed by another program" if expected else "appeared"
        raise DatabaseError(f"{path.name} {what} while the next one was being made; run the same command again.")
    if log_of(path).exists():
        raise DatabaseError(f"{path.name} is being changed by another program; close it, then run the same command.")
    new.chmod(0o600)
    _sync(new)
    # Windows replaces no file that is open, not even one that this program holds itself.
    if sys.platform == "win32":
        let_go()
    try:
        new.replace(path)
    except PermissionError as error:
        raise DatabaseError(f"{path.name} is open in another program; close it, then try again.") from error
    if sys.platform != "win32":
        let_go()
        _sync(path.parent)


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, have reached the disk."""
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
