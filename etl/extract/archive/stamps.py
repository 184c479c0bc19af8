"""What tells, without reading it, that a file on the disk is still the one that was read."""

import os
import sys
import time
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, NamedTuple

_EDGE = 1 << 62 if sys.platform == "win32" else 4096
"""Bytes at either end of a file that are looked at. Windows tells no time that programs cannot set: all of it there."""
_GRAIN = 2_000_000_000
"""Nanoseconds within which a file may change and bear the same time: those of the coarsest file system, FAT."""


class Stamp(NamedTuple):
    """A file's size, when it was written (nanoseconds since 1970), and a digest of all else that changes with it.

    ``mark`` is of the file's number, the time of its last change of any kind, which no program can set, and its ends.
    So what was written over with its old time put back has another, and so has what was put in its place.
    """

    size: int
    modified: int
    mark: bytes


def stamp(path: Path) -> Stamp:
    """The stamp of a file. Raises OSError where it cannot be read."""
    with path.open("rb", buffering=0) as file:
        return _stamp(file)


def sealed(size: int, crc: int) -> Stamp:
    """The stamp of a member of a zip, of which its table of contents tells the CRC-32; it has no time of its own."""
    return Stamp(size, 0, crc.to_bytes(4))


def settled(path: Path) -> Stamp | None:
    """The stamp of a file about to be read; None if it was written so shortly before that it may change again and keep
    its times."""
    status = path.stat()
    if max(status.st_mtime_ns, status.st_ctime_ns) > time.time_ns() - _GRAIN:
        return None
    return stamp(path)


def _stamp(file: BinaryIO) -> Stamp:
    descriptor = file.fileno()
    status = os.fstat(descriptor)
    mark = blake2b(f"{status.st_ino} {status.st_ctime_ns} ".encode(), digest_size=16)
    for begin in (0, max(status.st_size - _EDGE, _EDGE)):
        if begin < status.st_size:
            file.seek(begin)
            mark.update(file.read(min(_EDGE, status.st_size)))
    return Stamp(status.st_size, status.st_mtime_ns, mark.digest())
