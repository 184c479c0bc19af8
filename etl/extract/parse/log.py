"""The reader of a log: a file of which each line is an event, and all of them are one conversation."""

from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from typing import Any, BinaryIO

from etl.extract.archive import Member
from etl.extract.archive.stamps import Stamp, settled, stamp
from etl.extract.parse.decoders import parsed
from etl.extract.parse.fallback import walk
from etl.extract.parse.result import Reading, Slice
from etl.extract.split.guard import Source
from etl.rows.loads import Issue
from etl.rows.types import Raw

HELD = 32 << 20
"""Bytes of a log that are read at once; of a longer one no more than a line is held beside what was made of it."""

LONGEST = 128 << 20
"""Bytes above which a line is no event, so that memory stays bounded."""

_STEP = 1 << 20
_HEAD = 8
"""Bytes by which the beginning of an event is known again."""

_TRIES = 16
"""Beginnings that are tried in a damaged line: inner objects may begin as their event does."""

_BOM = b"\xef\xbb\xbf"
_AROUND = b" \t\r\n\0"


@dataclass(slots=True)
class LogReading:
    """A log, read: what came of it, the digest of its bytes, and its stamp, where that can be trusted to tell it.

    ``size`` are its bytes, unpacked.
    """

    reading: Reading
    digest: bytes
    size: int
    stamp: Stamp | None


def read_log(
    member: Member,
    known: Container[bytes] = frozenset(),
    use: Callable[[Raw], Any] = lambda raw: raw,
    lean: Callable[[Raw], Raw] = lambda row: row,
) -> LogReading:
    """The log as one slice: ``{"rows": its objects, "member": its name}``, unless its digest is in ``known``.

    Lines that hold something else, or nothing that can be read, are noted with their place. A log of more than HELD
    bytes is read twice, line by line, and of each event ``lean`` keeps what is needed. Never raises for what it holds.
    """
    found = _Log(member, Reading())
    try:
        told = found.first(known)
    except OSError as error:
        issue = Issue("warning", "cannot be read", member.name, 0, detail=error.strerror or str(error))
        return LogReading(Reading(issues=[issue]), b"", 0, None)
    if found.digest in known:
        found.reading.unchanged.append(found.digest)
    elif found.rows is not None:
        raw: Raw = {"rows": found.rows, "member": member.name}
        found.reading.slices.append(Slice(use(raw), found.digest, 0, found.size))
    elif found.size:
        rows = found.second(lean)
        found.reading.slices.append(Slice(use({"rows": rows, "member": member.name}), found.digest, 0, found.size))
    return LogReading(found.reading, found.digest, found.size, found.trusted(told))


class _Log:
    """Reads a log: all of it if it is short; else first for its digest alone, then line by line."""

    def __init__(self, member: Member, reading: Reading) -> None:
        self.reading = reading
        self.digest, self.size = b"", 0
        self.rows: list[object] | None = None
        self._member = member

    def first(self, known: Container[bytes]) -> Stamp | None:
        """Read it, and parse it where it is short and new; returns the stamp it had before."""
        told = settled(self._member.file) if self._member.file else None
        with closing(self._member.open()) as stream:
            source = Source(stream, self._member.name)
            data = source.take(HELD + 1)
            summed = blake2b(data, digest_size=16)
            self.size = len(data)
            is_long = self.size > HELD
            while is_long and (piece := source.take(_STEP)):
                summed.update(piece)
                self.size += len(piece)
        self.digest = summed.digest()
        if not is_long and self.digest not in known:
            self.rows = self._events(BytesIO(data), lambda row: row)
        if source.issue is not None and not is_long:
            self.reading.issues.append(source.issue)
        return told

    def second(self, lean: Callable[[Raw], Raw]) -> list[object]:
        """Its events, of which no more is held than ``lean`` keeps."""
        with closing(self._member.open()) as stream:
            source = _Summed(stream, self._member.name)
            rows = self._events(self._lines(source), lean)
        self.digest, self.size = source.digest, source.size
        if source.issue is not None:
            self.reading.issues.append(source.issue)
        return rows

    def trusted(self, told: Stamp | None) -> Stamp | None:
        """The stamp, if the file is still the one that was read."""
        file = self._member.file
        try:
            is_same = told is not None and file is not None and stamp(file) == told
        except OSError:
            return None
        return told if is_same else None

    def _events(self, lines: Iterable[bytes], lean: Callable[[Raw], Raw]) -> list[object]:
        rows, offset = list[object](), 0
        for number, line in enumerate(lines):
            piece = (line if number else line.removeprefix(_BOM)).strip(_AROUND)
            try:
                if piece:
                    rows.append(lean(parsed(piece)))
            except (ValueError, RecursionError):
                rows += map(lean, self._objects(piece, offset))
            offset += len(line)
        return rows

    def _lines(self, source: "_Summed") -> Iterator[bytes]:
        """The lines; of one that is too long only its ends, so that it is damaged, and its place."""
        parts, held = list[bytes](), 0
        while piece := source.take(_STEP):
            *lines, rest = piece.split(b"\n")
            for line in lines:
                yield from self._line([*parts, line, b"\n"], held + len(line) + 1, source)
                parts, held = [], 0
            held += len(rest)
            parts = [*parts, rest] if held <= LONGEST else [b""]
        yield from self._line(parts, held, source)

    def _line(self, parts: list[bytes], size: int, source: "_Summed") -> Iterator[bytes]:
        if size <= LONGEST:
            yield b"".join(parts)
            return
        detail = f"a line of {size} bytes was skipped"
        self.reading.issues.append(Issue("warning", "too large", self._member.name, source.size, detail=detail))

    def _objects(self, piece: bytes, offset: int) -> list[Raw]:
        """The objects in a line that is not simply one."""
        odd = walk(piece)
        objects = [found.value for found in odd.found if isinstance(found.value, dict)]
        reasons = [("warning", "not an object")] if len(objects) < len(odd.found) else []
        if odd.trouble:
            reasons.append(("warning", "damaged" if odd.trouble == "unbalanced" else odd.trouble))
        elif odd.is_mended:
            reasons.append(("note", "mended"))
        for severity, reason in reasons:
            self.reading.issues.append(Issue(severity, reason, self._member.name, offset))
        return objects or _behind(piece)


def _behind(piece: bytes) -> list[Raw]:
    """The whole event behind one that a crash cut off, with no line end between: it begins as that does."""
    head, begin = piece[:_HEAD], 0
    for _ in range(_TRIES):
        begin = piece.find(head, begin + 1)
        if begin < 0:
            break
        try:
            found = parsed(piece[begin:])
        except (ValueError, RecursionError):
            continue
        return [found] if isinstance(found, dict) else []
    return []


class _Summed(Source):
    """A source that sums up what was taken."""

    def __init__(self, stream: BinaryIO, member: str) -> None:
        super().__init__(stream, member)
        self.size = 0
        self._sum = blake2b(digest_size=16)

    def take(self, size: int) -> bytes:
        """The next bytes, as of any source."""
        data = super().take(size)
        self._sum.update(data)
        self.size += len(data)
        return data

    @property
    def digest(self) -> bytes:
        """Of all that was taken."""
        return self._sum.digest()
