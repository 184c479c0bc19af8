"""Files that the user asked for: whole or not there, and for nobody else's eyes; and what is no file at all."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from etl.errors import EtlError

_SPECIAL: dict[Callable[[int], bool], str] = {
    stat.S_ISFIFO: "a pipe",
    stat.S_ISSOCK: "a socket",
    stat.S_ISCHR: "a device",
    stat.S_ISBLK: "a device",
}


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write, mode 0600, that gets its name at the end, once the disk has it; before, what was there stays.

    Raises EtlError if it cannot be written, or would take the place of a pipe or a device.
    """
    refuse_special(path, "choose another place with -o")
    partial = path.with_name(f"{path.name}.partial")
    try:
        # Whoever left one of that name: not through it, and not with its mode.
        partial.unlink(missing_ok=True)
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                yield stream
            sync(partial)
            partial.replace(path)
            sync(path.parent)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise unwritable(path, error) from error


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, have reached the disk."""
    if path.is_dir() and sys.platform == "win32":
        # There is no such thing as a folder that is open.
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def refuse_special(path: Path, instead: str) -> None:
    """Raise EtlError where a pipe, a socket or a device stands at ``path``: to open one may take for ever."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    kind = next((name for is_kind, name in _SPECIAL.items() if is_kind(mode)), None)
    if kind is not None:
        raise EtlError(f"{path} is {kind} and not a file; {instead}.")


def unwritable(path: Path, error: OSError) -> EtlError:
    """The sentence about a file that cannot be written."""
    reason = error.strerror or type(error).__name__
    return EtlError(f"{path} cannot be written ({reason}); choose another place with -o.")
