"""Which files earlier loads read, so that those which are still the same need not be read again; and what this one did.

A file on the disk is the same where its stamp is. A member of a zip is the same where the name and the size of the zip
and the names, sizes and CRC-32 of all its members are: what was packed anew, or differs in a byte, has others. That the
bytes still are what the zip's table of contents says is trusted: damage that came later is not seen.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from etl.extract.archive import Export, Member
from etl.extract.archive.export import is_lines
from etl.extract.archive.stamps import Stamp, sealed, settled, stamp
from etl.extract.split.block import Block
from etl.rows.loads import FileRead, Issue
from etl.rows.types import ReadBefore
from etl.transform.task import Place

DIGEST = 16
"""Bytes of the digest of a conversation's bytes."""

Piece = Block | Member | Issue
"""What a member is taken apart into."""


@dataclass(frozen=True, slots=True)
class FilesRead:
    """The files that a database remembers, by account, place and name."""

    known: Mapping[tuple[str, str, str], ReadBefore] = field(default_factory=dict)

    def digests(self, account: str, export: Export, member: Member) -> list[bytes]:
        """The digests of all conversations in a member that is still what an earlier load read; else none."""
        if not self.known:
            return []
        before = self.known.get((account, _place(export), member.name))
        if before is None or before.size != member.bytes or _told(member) != before[:3]:
            return []
        return [before.digests[at : at + DIGEST] for at in range(0, len(before.digests), DIGEST)]

    def rows(self, export: Export, stamped: Iterable[tuple[str, Stamp, bytes]]) -> Iterator[FileRead]:
        """What is to be remembered of files just read."""
        for name, told, digests in stamped:
            yield FileRead(_place(export), name, told.mark, digests, told.modified, told.size)


NOTHING_READ = FilesRead()
"""Where there is no database, or one that is made anew."""


class Reading:
    """The members that this load cuts into blocks, with the digests of what it found in them."""

    def __init__(self) -> None:
        self._told: dict[Place, Stamp] = {}
        self._digests: defaultdict[Place, bytearray] = defaultdict(bytearray)
        self._odd: set[Place] = set()

    def watched(self, place: Place, member: Member, found: Iterable[Piece]) -> Iterator[Piece]:
        """The same pieces, while it is seen to that the member stays as it is."""
        told = None if member.crc is None and is_lines(member.name) else _told(member, settled)
        has_blocks = False
        for piece in found:
            has_blocks = has_blocks or isinstance(piece, Block)
            if isinstance(piece, Issue):
                self._odd.add(place)
            yield piece
        if has_blocks and told is not None and _told(member) == told:
            self._told[place] = told

    def add(self, place: Place, known: Iterable[bytes], read: Iterable[bytes] | None) -> None:
        """The digests of what was known of a block and of what was new; ``read`` is None where anything was odd."""
        if read is None:
            self._odd.add(place)
        elif place not in self._odd:
            for digest in (*known, *read):
                self._digests[place] += digest

    def stamped(self, source: int) -> Iterator[tuple[str, Stamp, bytes]]:
        """The members of an export that need not be read again. What was odd in one is said again: it is read."""
        for place, told in self._told.items():
            if place.source == source and place not in self._odd and self._digests[place]:
                yield place.member, told, bytes(self._digests[place])


def by_name(members: Sequence[Member]) -> Iterator[tuple[str, Member]]:
    """The members that have a name of their own: a zip may hold several of one."""
    names = Counter(member.name for member in members)
    return ((member.name, member) for member in members if names[member.name] == 1)


@lru_cache
def folder(export: Path) -> str:
    """What tells one place from another, without naming it."""
    return blake2b(str(export.resolve()).encode(errors="surrogateescape"), digest_size=16).hexdigest()


def _place(export: Export) -> str:
    """A zip is the same wherever it lies."""
    return export.digest if export.members and export.members[0].crc is not None else folder(export.path)


def _told(member: Member, how: Callable[[Path], Stamp | None] = stamp) -> Stamp | None:
    """What tells later that a member is the same; None where nothing does."""
    if member.crc is not None:
        return sealed(member.bytes, member.crc)
    try:
        return how(member.file) if member.file is not None else None
    except OSError:
        return None
