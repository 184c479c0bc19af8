"""What a member's name says about it."""

import re
from pathlib import PurePosixPath

_CONVERSATIONS = re.compile(r"conversations(?:-(\d+))?\.jsonl?", re.IGNORECASE)
_PART = re.compile(r"(?:[a-z_]+-\d{3,}|.*-batch-\d+)(?: ?\(\d+\))?(?:\.zip)?", re.IGNORECASE)
_MANIFEST = re.compile(r"(?:export_)?manifest(?:-[^/]*)?\.json", re.IGNORECASE)
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$)")


def is_conversations(name: str) -> bool:
    """Is this conversations.json, or a numbered part of it, in any folder and any case?"""
    return _CONVERSATIONS.fullmatch(_path(name).name) is not None


def is_lines(name: str) -> bool:
    """Is this a file of JSON lines? Logs of sessions are, under any name."""
    return _path(name).suffix.lower() == ".jsonl"


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
