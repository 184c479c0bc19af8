"""Is it JSON at all? Judged by the first bytes, so that a mistake gets a sentence, not a failed parse."""

import re
from pathlib import Path
from typing import BinaryIO

from etl.errors import ExportError
from etl.extract.archive.export import Export, Member
from etl.extract.archive.streams import BrokenStreamError

HEAD = 4096
"""Bytes looked at."""

PAGE = "a web page"

_KINDS = (
    (rb"PK(?:\x03\x04|\x05\x06|\x07\x08)", "zip"),
    (rb"%PDF", "a PDF"),
    (rb"\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|7z\xbc\xaf|Rar!", "a packed file of a kind other than zip"),
    (rb"\xff\xfe|\xfe\xff|[\[{]\x00", "text in UTF-16"),
    (rb"(?:\xef\xbb\xbf)?\s*<", PAGE),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF|SQLite format 3|\x7fELF|MZ", "not text"),
)
_NEXT = {
    "a packed file of a kind other than zip": "unpack it and load the folder",
    "text in UTF-16": "save it as UTF-8 and load it again",
}
_USUAL = "give the zip of the export as you downloaded it, or the conversations.json inside it"
_BLANK = re.compile(rb"(?:\xef\xbb\xbf)?[\s\x00]*")


def magic(path: Path) -> str | None:
    """What a file's first bytes say it is: "zip", "a PDF", "a web page" …; None if it may be JSON."""
    with path.open("rb") as file:
        return _kind(file.read(HEAD))


def refuse(export: Export) -> None:
    """Raise ExportError if none of an export's conversation files can be JSON, naming the first."""
    first = None
    for member in export.conversations:
        trouble = _trouble(member)
        if trouble is None:
            return
        first = first or trouble
    name = export.conversations[0].name
    where = str(export.path) if export.path.name == name else f"{name} in {export.path}"
    raise ExportError(f"{where} {first}.")


def _trouble(member: Member) -> str | None:
    try:
        with member.open() as stream:
            start = _beginning(stream)
    except BrokenStreamError:
        return None
    except OSError as error:
        return f"cannot be read ({error.strerror or error}); check its permissions"
    if not start:
        return "is empty; download the export again"
    kind = _kind(start)
    if kind is None and b"{" not in start and b"[" not in start:
        kind = "not JSON"
    return sentence(kind) if kind else None


def _beginning(stream: BinaryIO) -> bytes:
    """The first bytes, or where they are blank, the first that have something in them; nothing if none has."""
    while start := stream.read(HEAD):
        if not _BLANK.fullmatch(start):
            break
    return start


def sentence(kind: str) -> str:
    """What to say of a file of this kind, and what to do next."""
    return f"is {kind}; {_NEXT.get(kind, _USUAL)}"


def _kind(start: bytes) -> str | None:
    return next((kind for pattern, kind in _KINDS if re.match(pattern, start)), None)
