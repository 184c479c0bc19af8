"""An export, its members, and what a member's name says about it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from etl.rows.loads import Issue

_CONVERSATIONS = re.compile(
    r"conversations(?:[-_ ](\d+))?(?: ?\(\d+\)|(?: -)? copy(?: \(?\d+\)?)?)?\.jsonl?(?:\.txt)?", re.IGNORECASE
)
"""conversations.json and its numbered parts, also as browsers and desktops rename what is there already."""

_LINES = re.compile(r"\.jsonl(?:\.zst|\.gz)?\Z", re.IGNORECASE)
_PART = re.compile(r"(?:[a-z_]+-\d{3,}|.*-batch-\d+)(?: ?\(\d+\))?(?:\.zip)?", re.IGNORECASE)
_MANIFEST = re.compile(r"(?:export_)?manifest(?:-[^/]*)?\.json", re.IGNORECASE)
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$)")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an export: a name (only a label, never a place to write to), its size, and how to read it.

    The stream that ``open`` gives raises BrokenStreamError, an OSError, where its bytes end too early or turn
    out damaged. Everything before was delivered.
    """

    name: str
    bytes: int
    is_conversations: bool
    open: Callable[[], BinaryIO] = field(repr=False)
    file: Path | None = None
    """Where its bytes lie on the disk, be they packed, if they are a file of their own."""
    crc: int | None = None
    """What the table of contents of its zip says of its bytes: their CRC-32."""


_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".dat")
"""How the names of pictures end; .dat may be anything."""


@dataclass(slots=True)
class Export:
    """One export: where it is, what it holds, what was odd, and a digest that names it.

    ``digest`` is 32 hexadecimal digits, equal for the same file under the same name, cheap at any size.
    ``doubtful`` are members that seem to hold chats, or cannot be read, each with what it is. ``is_rest``: no export,
    but what lies beside some in a folder.
    """

    path: Path
    members: list[Member]
    digest: str
    issues: list[Issue] = field(default_factory=list)
    doubtful: dict[str, str] = field(default_factory=dict)
    is_rest: bool = False

    @property
    def conversations(self) -> list[Member]:
        """The members that hold conversations, in the order of their numbers."""
        return [member for member in self.members if member.is_conversations]

    @property
    def companions(self) -> list[Member]:
        """All other members."""
        return [member for member in self.members if not member.is_conversations]

    @property
    def has_pictures(self) -> bool:
        """Does a file or folder of the disk hold it, and seem to hold pictures, by their names?"""
        return any(member.name.lower().endswith(_PICTURES) for member in self.members) and self.path.exists()


def identity(path: Path, facts: Iterable[object]) -> str:
    """A digest of an export's name and of ``facts`` about its members."""
    digest = blake2b(path.name.encode(errors="surrogateescape"), digest_size=16)
    for fact in facts:
        digest.update(f"\0{fact}".encode(errors="surrogateescape"))
    return digest.hexdigest()


def is_conversations(name: str) -> bool:
    """Is this conversations.json, or a numbered part of it, in any folder and any case?"""
    return _CONVERSATIONS.fullmatch(_path(name).name) is not None


def is_lines(name: str) -> bool:
    """Is this a file of JSON lines, be it packed? Logs of sessions are, under any name."""
    return _LINES.search(name) is not None


def is_part(name: str) -> bool:
    """Is this the name of a numbered part of an export, as projects-000.zip, or of the folder it was unpacked to?"""
    return _PART.fullmatch(_path(name).name) is not None


def is_manifest(name: str) -> bool:
    """Is this the list of an export's files or parts?"""
    return _MANIFEST.fullmatch(_path(name).name) is not None


def is_junk(name: str) -> bool:
    """Is this what a Mac adds to folders and zips?"""
    return _JUNK.search(name) is not None


def order(name: str) -> tuple[int, str, int, str]:
    """Sort key: conversations first, folder by folder and by number, then everything else by name."""
    path = _path(name)
    match = _CONVERSATIONS.fullmatch(path.name)
    if match is None:
        return 1, "", 0, name
    return 0, str(path.parent), int(match[1] or -1), name


def _path(name: str) -> PurePosixPath:
    """Some Windows programs pack backslashes."""
    return PurePosixPath(name.replace("\\", "/"))
