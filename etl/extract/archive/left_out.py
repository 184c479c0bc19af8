"""Files that may hold chats and cannot be read as they are: each is named, with what it is and the next step."""

import re
from pathlib import PurePosixPath

from etl.extract.archive.export import is_lines
from etl.rows.loads import Issue

LEFT_OUT = "left out: "
"""How the reason of an issue begins that names a file nobody read."""

ICLOUD = "a file that is still in iCloud"
UNFINISHED = "an unfinished download"
PACKED = "packed in another way than zip"
LINK = "a link to a folder"
CLOSED = "a folder that cannot be opened"
LOST_LINK = "a link that leads nowhere"
NO_FILE = "a pipe, device or socket"
LOCKED = "a file that cannot be opened"
UNKNOWN_CHATS = "chats of a kind we do not know"
WIDE = "chats in UTF-16"
NESTED = "a zip that cannot be read"

_STEPS = {
    ICLOUD: "download it in Finder, then load again",
    UNFINISHED: "let it finish, or download it again",
    PACKED: "unpack it, and load the folder",
    LINK: "load the folder that it leads to",
    CLOSED: "check its permissions, then load again",
    LOST_LINK: "load what it led to from where that is now",
    NO_FILE: "save what comes out of it as a file, and load that",
    LOCKED: "check its permissions, or unpack it yourself",
    UNKNOWN_CHATS: "load the provider's own export instead",
    WIDE: "save it as UTF-8, and load that",
    NESTED: "unpack it yourself, and load what is in it",
}
_PLACEHOLDER = re.compile(r"\..+\.icloud", re.IGNORECASE)
_HALF = re.compile(r"(.+)\.(?:crdownload|part|partial|download|opdownload|filepart)", re.IGNORECASE)
_LIKELY = frozenset({"", ".zip", ".json", ".jsonl", ".html"})
_OTHERWISE = re.compile(r"\.(?:7z|rar|tar|tgz|gz|bz2|xz|tbz2?|txz)", re.IGNORECASE)


def unread(name: str, what: str, step: str | None = None) -> Issue:
    """The issue that names a file nobody read, what it is, and what to do about it."""
    return Issue("warning", LEFT_OUT + what, name, detail=step or _STEPS[what])


def by_name(name: str) -> str | None:
    """What a file is, by its name alone, that cannot be read as it is; None of all others."""
    last = PurePosixPath(name.replace("\\", "/")).name
    if _PLACEHOLDER.fullmatch(last):
        return ICLOUD
    half = _HALF.fullmatch(last)
    if half and PurePosixPath(half[1]).suffix.lower() in _LIKELY:
        return UNFINISHED
    return PACKED if not is_lines(last) and _OTHERWISE.fullmatch(PurePosixPath(last).suffix) else None


def next_step(what: str) -> str:
    """What to do about a file of this kind."""
    return _STEPS[what]


def told(issue: Issue) -> str:
    """A file that was left out as half a sentence: its name, what it is, and the next step."""
    return f"{issue.member}: {issue.reason.removeprefix(LEFT_OUT)}; {issue.detail}"
