"""Pictures of a chat, read out of the export that they came in, while it is where it was and what it was."""

import hashlib
import lzma
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from etl import assets
from etl.state import export_places
from etl.web.data.database import Desk, rows
from etl.web.data.filters import Row

LARGEST = 32_000_000
"""Bytes of a picture that is shown; nothing is unpacked beyond them."""

PICTURES = ("image", "generated_image")
"""Kinds of attachments that are pictures."""
_UNREADABLE = (
    *(OSError, EOFError, KeyError, ValueError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
)
"""What a member raises that is gone, locked by a password, packed in a way we do not know, or damaged."""
_KINDS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
"""What a picture begins with; no other type is served, so that no browser runs one."""


@dataclass(frozen=True, slots=True)
class Place:
    """A member of an export that lies at ``path``; ``sha256`` of its bytes where the export tells it."""

    path: Path
    member: str
    bytes: int | None
    sha256: str | None


def places(desk: Desk, attachments: Sequence[Row]) -> dict[str, Place]:
    """Where the pictures among some attachments can be had, by the id of the file; the newest export first."""
    wanted = sorted({row["file_id"] for row in attachments if row["kind"] in PICTURES and row["file_id"]})
    known = {digest: path for digest, path in export_places.known(desk.path).items() if path.exists()} if wanted else {}
    found: dict[str, Place] = {}
    if known:
        with desk.connection() as connection:
            for row in rows(connection, assets.web_queries()["members"], {"files": wanted}):
                path = known.get(row["export_digest"])
                if path is not None and (row["bytes"] or 0) <= LARGEST:
                    found.setdefault(row["file_id"], Place(path, row["member"], row["bytes"], row["sha256"]))
    return found


def picture(place: Place) -> tuple[bytes, str] | None:
    """The bytes and the media type; None where it is gone, is another, is too large or is no picture."""
    try:
        with _opened(place) as stream:
            data = stream.read(LARGEST + 1)
    except _UNREADABLE:
        return None
    is_same = len(data) == place.bytes if place.bytes is not None else len(data) <= LARGEST
    if not is_same or (place.sha256 and hashlib.sha256(data).hexdigest() != place.sha256.lower()):
        return None
    kind = _kind(data, _KINDS)
    return (data, kind) if kind else None


@contextmanager
def _opened(place: Place) -> Iterator[IO[bytes]]:
    """The member as a stream. Raises what reading a file or a zip raises; ValueError for one outside of its folder."""
    if place.path.is_dir():
        file = (place.path / place.member).resolve()
        if not file.is_relative_to(place.path.resolve()) or not file.is_file():
            raise ValueError(place.member)
        with file.open("rb") as stream:
            yield stream
        return
    with zipfile.ZipFile(place.path) as archive, archive.open(place.member) as stream:
        yield stream


def _kind(data: bytes, kinds: Mapping[bytes, str]) -> str | None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in kinds.items() if data.startswith(start)), None)
