"""Zips inside of zips, as portals and drives hand them out: each is an export of its own.

Its bytes wait in a nameless temporary file, which is gone with the export. What no real export does is refused: zips
in zips in zips in zips, the same zip again, more bytes than the outermost has, some times over.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import BinaryIO, cast

from etl.errors import ExportError
from etl.extract.archive.export import Export, Member
from etl.extract.archive.left_out import NESTED, unread
from etl.extract.archive.streams import View
from etl.extract.archive.zipped import Zip, in_zip

DEEPEST = 3
"""Zips within one another that are still opened."""
MOST_ZIPS = 1000
SPARE, TIMES = 100_000_000, 4
"""Bytes that inner zips may have in all: those of the outermost this many times, and some more."""

_STEP = 1 << 20


@dataclass(slots=True)
class _Budget:
    """What inner zips of one outermost may still take, and those that were seen."""

    size: int
    zips: int
    seen: set[bytes] = field(default_factory=set)


def with_inner(outer: Export, size: int) -> Iterator[Export]:
    """A zip's export and those of the zips in it that can be read; of the others it gets an issue each."""
    yield outer
    yield from _inner(outer, outer, _Budget(TIMES * size + SPARE, MOST_ZIPS), 1)


def _inner(holder: Export, outer: Export, budget: _Budget, depth: int) -> Iterator[Export]:
    for member in holder.members:
        if member.name.lower().endswith(".zip"):
            try:
                found = _opened(holder, member, budget, depth)
            except (ExportError, OSError) as error:
                told = error.strerror if isinstance(error, OSError) else None
                name = str((holder.path / member.name).relative_to(outer.path))
                outer.issues.append(unread(name, NESTED, told or str(error).rstrip(".")))
                continue
            if found is not None:
                yield found
                yield from _inner(found, outer, budget, depth + 1)


def _opened(holder: Export, member: Member, budget: _Budget, depth: int) -> Export | None:
    """The export in a zip of ``holder``; None where the same was opened before."""
    if depth >= DEEPEST or budget.zips <= 0:
        raise ExportError("it lies in more zips than any export; unpack it yourself, and load what is in it")
    budget.zips -= 1
    copy = _Copy()
    digest = copy.fill(member, budget)
    if digest in budget.seen:
        return None
    budget.seen.add(digest)
    path = holder.path / member.name
    return in_zip(path, Zip(path, copy.view, copy.bytes))


class _Copy:
    """A zip's bytes in a nameless file of their own, which goes when nobody can ask for them any more."""

    def __init__(self) -> None:
        self.bytes = 0
        self._file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115

    def __del__(self) -> None:
        self._file.close()

    def fill(self, member: Member, budget: _Budget) -> bytes:
        """Take in a member's bytes, as many as the budget has left; a digest of them."""
        digest = blake2b(digest_size=16)
        with member.open() as stream:
            while piece := stream.read(_STEP):
                budget.size -= len(piece)
                if budget.size < 0:
                    raise ExportError("it unpacks to more bytes than any export; unpack it yourself, and look into it")
                digest.update(piece)
                self._file.write(piece)
                self.bytes += len(piece)
        return digest.digest()

    def view(self) -> BinaryIO:
        """The bytes, from their beginning."""
        return cast("BinaryIO", View(self, self.bytes))

    def read_at(self, at: int, size: int) -> bytes:
        """So many bytes from one place on."""
        self._file.seek(at)
        return self._file.read(size)
