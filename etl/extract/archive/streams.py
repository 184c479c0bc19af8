"""Streams that say where they broke instead of losing what came before."""

import io
import zlib
from collections.abc import Generator, Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO, Protocol, cast

from etl.extract.archive.export import is_lines

STEP = 65536
"""Packed bytes given to zlib at once."""
LIMIT = 1 << 20
"""Most bytes taken from zlib at once."""

_CODECS = {".zst": "zstd", ".gz": "gzip"}
"""What the last part of a log's name says it is packed by, alone and not in a zip."""

Inflater = Any
"""What zlib.decompressobj gives; it has no public name before Python 3.14."""


class BrokenStreamError(OSError):
    """The bytes of a member end too early or are damaged. Everything before was delivered."""


class Pieces(io.RawIOBase):
    """A stream over an iterator of bytes; ``file`` is closed with it."""

    def __init__(self, pieces: Iterator[bytes], file: BinaryIO) -> None:
        self._pieces = pieces
        self._file = file
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()

    def readinto(self, target: Any) -> int:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        size = min(len(target), len(self._rest))
        target[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


class Held(Protocol):
    """Bytes that can be read from any place on."""

    def read_at(self, at: int, size: int) -> bytes:
        """So many bytes from one place on; fewer at the end."""
        ...


class View(io.RawIOBase):
    """A file that ``held`` keeps open, read from its beginning on, as often as one likes at once."""

    def __init__(self, held: Held, size: int) -> None:
        self._held = held
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if begin + offset < 0:
            raise OSError(f"there is nothing before the beginning ({begin + offset})")
        self._at = begin + offset
        return self._at

    def readinto(self, target: Any) -> int:
        piece = self._held.read_at(self._at, len(target))
        target[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def broken(reason: str) -> BinaryIO:
    """The stream of a member that cannot even be opened."""

    def pieces() -> Iterator[bytes]:
        raise BrokenStreamError(reason)
        yield b""

    return cast("BinaryIO", Pieces(pieces(), io.BytesIO()))


def unpacked(name: str, file: BinaryIO) -> BinaryIO:
    """The bytes of a file, unpacked where its ``name`` says that it is a packed log, as Codex packs those of last week.

    ``file`` is closed with them.
    """
    codec = _CODECS.get(PurePosixPath(name).suffix.lower()) if is_lines(name) else None
    return cast("BinaryIO", Pieces(_unpacked(file, codec), file)) if codec else file


def _unpacked(file: BinaryIO, codec: str) -> Iterator[bytes]:
    import pyarrow as pa

    try:
        with pa.CompressedInputStream(pa.PythonFile(file, "r"), codec) as stream:
            while piece := stream.read(LIMIT):
                yield piece
    except OSError as error:
        raise BrokenStreamError("ends too early, or is damaged") from error


def stored(file: BinaryIO, size: int) -> Generator[bytes, None, int]:
    """The ``size`` bytes of a member that is not packed; returns 0, the bytes read beyond its end."""
    while size > 0:
        piece = file.read(min(size, LIMIT))
        if not piece:
            raise BrokenStreamError("ends too early")
        size -= len(piece)
        yield piece
    return 0


def inflated(file: BinaryIO, size: int | None) -> Generator[bytes, None, int]:
    """All that can be had of a packed member of ``size`` packed bytes (None: unknown), from here on.

    Returns how many bytes were read beyond its end. Raises BrokenStreamError where the bytes end or are
    damaged.
    """
    inflater = zlib.decompressobj(-15)
    left = size
    while not inflater.eof:
        packed = file.read(STEP if left is None else min(STEP, left))
        if not packed:
            raise BrokenStreamError("ends too early")
        left = None if left is None else left - len(packed)
        yield from _inflate(inflater, packed)
    return len(inflater.unused_data)


def summed(pieces: Iterator[bytes], crc: int | None) -> Iterator[bytes]:
    """The same pieces; raises BrokenStreamError after the last if their checksum is not ``crc``."""
    found = 0
    for piece in pieces:
        found = zlib.crc32(piece, found)
        yield piece
    if crc is not None and crc != found:
        raise BrokenStreamError("is damaged (its checksum is wrong)")


def _inflate(inflater: Inflater, packed: bytes) -> Iterator[bytes]:
    while packed and not inflater.eof:
        before = inflater.copy()
        try:
            piece = inflater.decompress(packed, LIMIT)
        except zlib.error as error:
            yield from _byte_by_byte(before, packed)
            raise BrokenStreamError("is damaged (it cannot be unpacked further)") from error
        yield piece
        packed = inflater.unconsumed_tail


def _byte_by_byte(inflater: Inflater, packed: bytes) -> Iterator[bytes]:
    """What zlib would have given before its error, which one big step loses."""
    for byte in packed:
        try:
            yield inflater.decompress(bytes((byte,)))
        except zlib.error:
            return
