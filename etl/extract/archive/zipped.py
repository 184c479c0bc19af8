"""A zip, as an export. Its members' names are labels: no member is ever written to disk under its name."""

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, BinaryIO, cast

from etl.errors import ExportError
from etl.extract.archive import salvage
from etl.extract.archive.export import Export, Member, identity, is_conversations, is_junk, order
from etl.extract.archive.salvage import Opener
from etl.extract.archive.streams import BrokenStreamError, broken, unpacked
from etl.rows.loads import Issue

BOMB_RATIO = 200
"""Unpacked bytes for one packed byte that no text reaches; natural exports have 4 to 10."""
BOMB_BYTES = 100_000_000
"""Below this many unpacked bytes, any ratio is harmless."""
MOST_MEMBERS = 500_000
"""More than anybody has pictures and voices; each costs memory and a row, though it be empty."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


@dataclass(frozen=True, slots=True, eq=False)
class Zip:
    """A zip: where it is (only a label where it is no file), how its bytes are opened, and how many there are."""

    path: Path
    open: Opener
    bytes: int
    is_file: bool = False


def in_zip(path: Path, source: Zip | None = None) -> Export:
    """The export in a zip; from its local headers, with a warning, if its table of contents is missing.

    ``source`` says how to read it where it is no file of its own. Raises ExportError if its conversations are locked
    by a password, packed in a way we cannot read, or a bomb, or if there are more members than any export has.
    """
    packed = source or Zip(path, partial(_file, path), path.stat().st_size, is_file=True)
    try:
        infos = [info for info in _table(packed).infolist() if not info.is_dir() and not is_junk(info.filename)]
    except zipfile.BadZipFile:
        return _salvaged(packed)
    if len(infos) > MOST_MEMBERS:
        raise ExportError(f"{path} lists {len(infos):,} files, as no real export does; download the export again.")
    members = [
        Member(
            info.filename,
            info.file_size,
            is_conversations(info.filename),
            partial(_opened, packed, info),
            crc=info.CRC,
        )
        for info in sorted(infos, key=lambda info: order(info.filename))
    ]
    for info in infos:
        if is_conversations(info.filename):
            _check(path, info)
    facts = [(info.filename, info.file_size, info.CRC) for info in infos]
    return Export(path, members, identity(path, [packed.bytes, *facts]))


def _file(path: Path) -> BinaryIO:
    return path.open("rb")


@lru_cache(maxsize=4)
def _table(packed: Zip) -> zipfile.ZipFile:
    """A zip with its table of contents: read once, however many members are opened one after the other."""
    return zipfile.ZipFile(packed.path if packed.is_file else packed.open())


def _salvaged(packed: Zip) -> Export:
    path = packed.path
    found = [local for local in salvage.headers(packed.open) if not is_junk(local.name)]
    members = [
        Member(local.name, local.size or 0, is_conversations(local.name), partial(_salvaged_member, packed, local))
        for local in sorted(found, key=lambda local: order(local.name))
        if not local.is_encrypted and not local.name.endswith("/")
    ]
    if not members:
        raise ExportError(f"{path} is a broken zip with no conversations left in it; download the export again.")
    number = "1 member" if len(members) == 1 else f"{len(members)} members"
    issue = Issue("warning", "broken zip", path.name, detail=f"{number} found without its end")
    facts = [(local.name, local.size, local.crc) for local in found]
    return Export(path, members, identity(path, [packed.bytes, *facts]), [issue])


def _salvaged_member(packed: Zip, local: salvage.Local) -> BinaryIO:
    return unpacked(local.name, salvage.opened(packed.open, local))


def _check(path: Path, info: zipfile.ZipInfo) -> None:
    if info.flag_bits & 0x1:
        raise ExportError(f"{path} is locked by a password; unpack it yourself and load the folder.")
    if info.compress_type not in _METHODS:
        raise ExportError(
            f"{info.filename} in {path} is packed by a method we cannot read; unpack it and load the folder."
        )
    if info.file_size > BOMB_BYTES and info.file_size > BOMB_RATIO * max(info.compress_size, 1):
        raise ExportError(
            f"{info.filename} in {path} would unpack from {info.compress_size:,} to {info.file_size:,} "
            "bytes, as no real export does; download the export again."
        )


def _opened(packed: Zip, info: zipfile.ZipInfo) -> BinaryIO:
    """Open a member; one that may not be opened is as good as broken (conversations were checked before)."""
    try:
        _check(packed.path, info)
        return unpacked(info.filename, cast("BinaryIO", _Watched(packed, info)))
    except (ExportError, BrokenStreamError) as error:
        return broken(str(error))


class _Watched(io.RawIOBase):
    """A member's bytes. Where zipfile gives up, and with it drops its last piece, salvage goes on."""

    def __init__(self, packed: Zip, info: zipfile.ZipInfo) -> None:
        self._packed = packed
        self._info = info
        self._stream: BinaryIO
        self._delivered = 0
        try:
            self._stream = cast("BinaryIO", _table(packed).open(info))
        except zipfile.BadZipFile:
            self._stream = self._rescue()

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()
        super().close()

    def readinto(self, target: Any) -> int:
        piece = self.read(len(target))
        target[: len(piece)] = piece
        return len(piece)

    def read(self, size: int = -1) -> bytes:
        try:
            piece = self._stream.read(size)
        except BrokenStreamError:
            raise
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError):
            self._stream = self._rescue()
            piece = self._stream.read(size)
        self._delivered += len(piece)
        return piece

    def _rescue(self) -> BinaryIO:
        """The same member from where we are, read without zipfile."""
        with self._packed.open() as file:
            local = salvage.header(file, self._info.header_offset)
        if local is None or local.method not in (0, 8):
            raise BrokenStreamError("is damaged")
        local.packed, local.crc = self._info.compress_size, self._info.CRC
        stream = salvage.opened(self._packed.open, local)
        left = self._delivered
        while left and (piece := stream.read(min(left, 1 << 20))):
            left -= len(piece)
        return stream
