"""Where blocks and results lie on their way between processes: in files of their own, for pipes copy them four times.

Each slot is a file that one process writes and then another reads, in turn; who may is told through a pipe. Where the
system can, it is in memory and has no name, so that whatever ends the processes, nothing is left of it.
"""

import os
from collections.abc import Iterable
from contextlib import ExitStack
from io import FileIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa


class Slots:
    """Some slots, for this process and those that it begins afterwards; to be closed.

    Those that are forked share the open files. Others open them by name: then they lie in a private folder in
    ``folder``, the system's own for such things if that is None.
    """

    def __init__(self, number: int, folder: Path | None, *, is_forked: bool) -> None:
        self._closing = ExitStack()
        self._paths: list[Path] = []
        self._files = _unnamed(number) if is_forked else []
        if not self._files:
            held = TemporaryDirectory(dir=folder, ignore_cleanup_errors=True)
            own = Path(self._closing.enter_context(held))
            self._paths = [own / str(place) for place in range(number)]
            self._files = [_made(path) for path in self._paths]
        for file in self._files:
            self._closing.enter_context(file)

    def put(self, slot: int, pieces: Iterable[bytes | pa.Buffer]) -> None:
        """Write one piece behind the other, from the beginning. Raises OSError where the disk, or memory, is full."""
        file = self._files[slot]
        file.seek(0)
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                rest = rest[file.write(rest) :]

    def bytes(self, slot: int, size: int) -> bytes:
        """The first bytes of a slot."""
        self._files[slot].seek(0)
        return self._files[slot].read(size)

    def buffer(self, slot: int, size: int) -> pa.Buffer:
        """The first bytes of a slot, as memory of Arrow's: batches may lie in it, and the slot be used again."""
        found = pa.allocate_buffer(size)
        file, rest = self._files[slot], memoryview(found)
        file.seek(0)
        while rest:
            rest = rest[_read(file, rest) :]
        return found

    def close(self) -> None:
        """Give all up."""
        self._closing.close()

    def __getstate__(self) -> list[Path]:
        return self._paths

    def __setstate__(self, paths: list[Path]) -> None:
        self._paths, self._closing = paths, ExitStack()
        self._files = [self._closing.enter_context(FileIO(path, "r+")) for path in paths]


def _unnamed(number: int) -> list[FileIO]:
    """Files in memory; none where the system has no such thing."""
    try:
        return [FileIO(os.memfd_create("slot"), "r+") for _ in range(number)]
    except (AttributeError, OSError):
        return []


def _made(path: Path) -> FileIO:
    return FileIO(path, "x+", opener=lambda name, flags: os.open(name, flags, 0o600))


def _read(file: FileIO, into: memoryview) -> int:
    size = file.readinto(into)
    if not size:
        raise EOFError("a slot holds less than was told")
    return size
