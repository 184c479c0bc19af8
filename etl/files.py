"""Files that the user asked for: whole or not there, and for nobody else's eyes; and what is no file at all."""

import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from etl.errors import EtlError

_SPECIAL: dict[Callable[[int], bool], str] = {
    stat.S_ISFIFO: "a pipe",
    stat.S_ISSOCK: "a socket",
    stat.S_ISCHR: "a device",
    stat.S_ISBLK: "a device",
}

_FEW = 16
"""Files of which the disk is asked one by one; for more, it is asked once for all that it has to write."""


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write, mode 0600, that gets its name at the end, once the disk has it; before, what was there stays.

    Raises EtlError if it cannot be written, or would take the place of a pipe or a device.
    """
    with Together() as files, files.begun(path) as stream:
        yield stream


class Together:
    """Files that get their names together, once the disk has all of them; what fails before then leaves none.

    Thus each name stands, after a failure of the power too, for the whole of what was there before or of what is now.
    """

    def __init__(self, option: str = "-o", mark: str = "") -> None:
        """``option`` is what the user names another place by, ``mark`` tells who writes the same at a time apart."""
        self._begun: dict[Path, Path] = {}
        self._option, self._mark = option, mark

    def __enter__(self) -> "Together":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self.finish()
        finally:
            self.abandon()

    def __len__(self) -> int:
        return len(self._begun)

    @contextmanager
    def begun(self, path: Path) -> Iterator[IO[bytes]]:
        """A file to write, mode 0600, under another name until finish(). Raises as whole() does."""
        refuse_special(path, f"choose another place with {self._option}")
        partial = path.with_name(f"{path.name}{self._mark}.partial")
        try:
            # Whoever left one of that name: not through it, and not with its mode.
            partial.unlink(missing_ok=True)
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            try:
                with os.fdopen(descriptor, "wb") as stream:
                    yield stream
            except BaseException:
                partial.unlink(missing_ok=True)
                raise
        except OSError as error:
            raise unwritable(path, error, self._option) from error
        self._begun[path] = partial

    def finish(self) -> None:
        """Wait for the disk, and give all that was begun its name. Raises EtlError where one cannot have it."""
        if len(self._begun) > _FEW and hasattr(os, "sync"):
            os.sync()
        else:
            _each(self._begun, lambda _, partial: sync(partial))
        _each(self._begun, lambda path, partial: partial.replace(path))
        _each({path.parent: path for path in self._begun}, lambda folder, _: sync(folder))
        self._begun.clear()

    def abandon(self) -> None:
        """Remove what has no name yet."""
        for partial in self._begun.values():
            with suppress(OSError):
                partial.unlink(missing_ok=True)
        self._begun.clear()


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


def unwritable(path: Path, error: OSError, option: str = "-o") -> EtlError:
    """The sentence about a file that cannot be written."""
    reason = error.strerror or type(error).__name__
    return EtlError(f"{path} cannot be written ({reason}); choose another place with {option}.")


def _each(files: Mapping[Path, Path], change: Callable[[Path, Path], object]) -> None:
    for path, other in files.items():
        try:
            change(path, other)
        except OSError as error:
            raise unwritable(path, error) from error
