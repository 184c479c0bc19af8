"""File names of conversations: legal on every system, the same for the same conversation, never two the same."""

import hashlib
import re
import unicodedata
from datetime import datetime
from pathlib import PurePosixPath

from etl.export.conversation import Conversation

_LONGEST = 130
"""Bytes of a name: with .partial behind it, what the strictest file systems in use allow (eCryptfs: 143)."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_BLANKS = re.compile(r"\s+")
_UUID = re.compile(r"([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f-]{18,}", re.ASCII)
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}


class Names:
    """Gives every conversation its path below the folder of an export."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, conversation: Conversation, title: str | None, began: datetime | None) -> PurePosixPath:
        """YEAR/MONTH/DAY Title [short id].md; without a time, undated/undated Title [short id].md.

        The short id is the beginning of the conversation's own, else of its hash; where another conversation of this
        export has the same name already, all of its hash.
        """
        digest = _digest(conversation)
        uuid = _UUID.fullmatch(conversation.conversation_id)
        for short in (uuid[1] if uuid else digest[:8], digest):
            path = _path(title, began, short)
            key = folded(str(path))
            if key not in self._taken:
                break
        self._taken.add(key)
        return path


def folded(name: str) -> str:
    """What two names have in common that a file system without upper and lower case takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def clean(title: str | None, room: int) -> str:
    """A title as a part of a file name of at most ``room`` bytes; Untitled where nothing of it is left."""
    kept = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", title or "")
        if character.isspace() or unicodedata.category(character) not in _DROPPED
    )
    text = _BLANKS.sub(" ", _FORBIDDEN.sub(" ", kept)).strip(" .")
    text = unicodedata.normalize("NFC", text).encode()[:room].decode("utf-8", "ignore").strip(" .")
    return text or "Untitled"


def _path(title: str | None, began: datetime | None, short: str) -> PurePosixPath:
    day = "undated" if began is None else began.date().isoformat()
    folder = PurePosixPath("undated") if began is None else PurePosixPath(f"{began.year:04}", f"{began.month:02}")
    room = _LONGEST - len(f"{day}  [{short}].md")
    return folder / f"{day} {clean(title, room)} [{short}].md"


def _digest(conversation: Conversation) -> str:
    key = "\0".join((conversation.provider, conversation.account_id or "", conversation.conversation_id))
    return hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
