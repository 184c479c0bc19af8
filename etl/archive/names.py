"""What a member's name says about it."""

import re
from pathlib import PurePosixPath

_CONVERSATIONS = re.compile(r"conversations(?:-(\d+))?\.jsonl?", re.IGNORECASE)
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$)")


def is_conversations(name: str) -> bool:
    """Is this conversations.json, or a numbered part of it, in any folder and any case?"""
    return _CONVERSATIONS.fullmatch(_path(name).name) is not None


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
