"""The members of an export beside its conversations: whose it is, ratings, links, names of files."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, BinaryIO

from etl.archive import Member
from etl.model import Companion, Issue
from etl.providers.chatgpt import accounts, files, page, ratings
from etl.providers.chatgpt.values import from_json

MOST_BYTES = 256 * 1024 * 1024
"""Larger companions are reported instead of read, since they are parsed in memory."""

Rows = list[Companion | Issue]
_ASSET = re.compile(r"(^|/)(file[-_][^/]*|[^/]+\.dat)$|(^|/)(dalle-generations|user-[^/]+|audio)/", re.IGNORECASE)


def companions(members: Sequence[Member]) -> Iterator[tuple[Member, Rows]]:
    """Read the members that I know and that hold no conversations, each with its rows.

    chat.html is read only for its table of assets, and only where there are assets and no other table names
    them. A member that cannot be read gives an Issue instead of rows, never an exception.
    """
    named = [(_last_name(member), member) for member in members if not member.is_conversations]
    for name, member in named:
        if name in READERS:
            yield member, _guarded(member, partial(_rows, READERS[name]))
    has_names = any(name in files.TABLES for name, _ in named)
    if not has_names and any(_ASSET.search(member.name) for _, member in named):
        for name, member in named:
            if name == "chat.html":
                yield member, _guarded(member, page.read, None)


def _last_name(member: Member) -> str:
    return member.name.replace("\\", "/").rpartition("/")[2].lower()


def _guarded(member: Member, reader: Callable[[BinaryIO], Rows], most_bytes: int | None = MOST_BYTES) -> Rows:
    """What a reader makes of a member, or the Issue that tells why nothing came of it."""
    if most_bytes is not None and member.bytes > most_bytes:
        return [Issue("warning", "a side file too large to read", member.name)]
    try:
        with member.open() as stream:
            return reader(stream)
    except OSError:
        return [Issue("warning", "a side file is damaged", member.name)]
    except ValueError as error:
        return [Issue("warning", str(error), member.name)]


def _rows(reader: Callable[[Any], Iterator[Companion]], stream: BinaryIO) -> Rows:
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValueError("a side file too large to read")
    value = from_json(data.removeprefix(b"\xef\xbb\xbf"))
    if value is None:
        raise ValueError("a side file is not JSON")
    return list(reader(value))


READERS: Mapping[str, Callable[[Any], Iterator[Companion]]] = {
    "user.json": accounts.account,
    "user_settings.json": accounts.settings,
    "shared_conversations.json": accounts.shared_links,
    "group_chats.json": accounts.group_chats,
    "message_feedback.json": ratings.feedback,
    "model_comparisons.json": ratings.comparisons,
    **files.TABLES,
}
"""How each known member is read, by the last part of its name."""
