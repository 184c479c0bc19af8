"""Which files earlier loads read, so that those which are still the same need not be read again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from etl.extract.archive import Member
from etl.extract.archive.stamps import Stamp, stamp
from etl.rows.loads import FileRead
from etl.rows.types import ReadBefore


@dataclass(frozen=True, slots=True)
class FilesRead:
    """The files that a database remembers, by account, folder and name."""

    known: Mapping[tuple[str, str, str], ReadBefore] = field(default_factory=dict)

    def digest(self, account: str, export: Path, member: Member) -> bytes | None:
        """The digest of a file's bytes, if its stamp is still that of when they were read; else None."""
        if not self.known or member.file is None:
            return None
        before = self.known.get((account, folder(export), member.name))
        if before is None or before.size != member.bytes:
            return None
        try:
            is_same = stamp(member.file) == before[:3]
        except OSError:
            return None
        return before.digest if is_same else None

    def rows(self, export: Path, stamped: Iterable[tuple[str, Stamp, bytes]]) -> Iterator[FileRead]:
        """What is to be remembered of files just read."""
        for name, told, digest in stamped:
            yield FileRead(folder(export), name, told.mark, digest, told.modified, told.size)


NOTHING_READ = FilesRead()
"""Where there is no database, or one that is made anew."""


@lru_cache
def folder(export: Path) -> str:
    """What tells one place from another, without naming it."""
    return blake2b(str(export.resolve()).encode(errors="surrogateescape"), digest_size=16).hexdigest()
