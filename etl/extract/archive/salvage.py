"""Zips without their table of contents: the local headers, walked from the start (APPNOTE.TXT 4.3)."""

import struct
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from etl.extract.archive.streams import BrokenStreamError, Pieces, inflated, stored, summed

_HEADER = struct.Struct("<4s5H3I2H")
_ENCRYPTED, _DESCRIBED, _UTF8 = 0x1, 0x8, 0x800
_WIDE = 0xFFFFFFFF

Opener = Callable[[], BinaryIO]
"""Opens a zip anew, at its beginning."""


@dataclass(slots=True)
class Local:
    """A local header: the member's name, and where and how its bytes lie in the file.

    ``packed``, ``size`` and ``crc`` are None where only a descriptor behind the bytes would tell.
    """

    name: str
    start: int
    method: int
    is_encrypted: bool
    packed: int | None
    size: int | None
    crc: int | None


def headers(opened_zip: Opener) -> Iterator[Local]:
    """The members of a broken zip, as far as they can be found."""
    with opened_zip() as file:
        at: int | None = 0
        while at is not None and (local := header(file, at)) is not None:
            if local.method not in (0, 8) or (local.packed is None and local.method == 0):
                return
            at = _end(file, local)
            yield local


def header(file: BinaryIO, at: int) -> Local | None:
    """The local header at ``at``; None if there is none."""
    file.seek(at)
    fixed = file.read(_HEADER.size)
    if len(fixed) < _HEADER.size or not fixed.startswith(b"PK\x03\x04"):
        return None
    _, _, flags, method, _, _, crc, packed, size, name_length, extra_length = _HEADER.unpack(fixed)
    name, extra = file.read(name_length), file.read(extra_length)
    if _WIDE in (packed, size):
        size, packed = _wide(extra) or (size, packed)
    text = name.decode("utf-8" if flags & _UTF8 else "cp437", "replace")
    is_known = not flags & _DESCRIBED or packed > 0
    local = Local(text, file.tell(), method, bool(flags & _ENCRYPTED), None, None, None)
    if is_known:
        local.packed, local.size, local.crc = packed, size, crc
    return local


def opened(opened_zip: Opener, local: Local) -> BinaryIO:
    """All that can be had of a member; raises BrokenStreamError where its bytes end or are damaged."""
    file = opened_zip()
    file.seek(local.start)
    return cast("BinaryIO", Pieces(summed(_pieces(file, local), local.crc), file))


def _pieces(file: BinaryIO, local: Local) -> Generator[bytes, None, int]:
    if local.method == 0:
        return stored(file, local.packed or 0)
    return inflated(file, local.packed)


def _end(file: BinaryIO, local: Local) -> int | None:
    """Where the next header should begin; None if this member's end cannot be found. Fills in its size."""
    if local.packed is not None:
        return local.start + local.packed
    size, pieces = 0, _pieces(file, local)
    file.seek(local.start)
    try:
        while True:
            size += len(next(pieces))
    except StopIteration as done:
        after = file.tell() - done.value
    except BrokenStreamError:
        return None
    finally:
        local.size = size
    file.seek(after)
    near = file.read(24 + 4)
    return next((after + width for width in (16, 12, 24, 20) if near[width : width + 2] == b"PK"), None)


def _wide(extra: bytes) -> tuple[int, int] | None:
    """Size and packed size from the zip64 field."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<2H", extra)
        if kind == 1 and length >= 16 and len(extra) >= 20:
            size, packed = struct.unpack_from("<2Q", extra, 4)
            return size, packed
        extra = extra[4 + length :]
    return None
