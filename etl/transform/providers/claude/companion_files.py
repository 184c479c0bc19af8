"""The members of an export beside its conversations: whose it is, its projects, what Claude remembers."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from etl.extract.archive import Member
from etl.rows.companions import Account, Companion
from etl.rows.loads import Issue
from etl.transform.providers.claude import memories, projects
from etl.transform.providers.coerce import items, mapping, text
from etl.transform.providers.companion_files import Rows, read_json

_UNREAD = re.compile(r"(?:^|/)(design_chats|frames|reflections)/[^/]+\.json$", re.IGNORECASE)


def companions(members: Sequence[Member]) -> Iterator[tuple[Member, Rows]]:
    """Read the members that I know and that hold no conversations, each with its rows.

    A member that cannot be read gives an Issue instead of rows, never an exception. Of other products' chats the
    first member gives a note: they are listed, and not read.
    """
    told: set[str] = set()
    for member in members:
        name = member.name.replace("\\", "/")
        reader = next((found for pattern, found in READERS if pattern.search(name)), None)
        unread = _UNREAD.search(name)
        if member.is_conversations:
            continue
        if reader is not None:
            yield member, read_json(member, reader)
        elif unread and unread[1].lower() not in told:
            told.add(unread[1].lower())
            yield member, [Issue("note", "listed, not read", member.name, detail=unread[1].lower())]


def accounts(value: Any) -> Iterator[Account]:
    """users.json. The telephone number in it is not stored."""
    for user in items(value) if isinstance(value, list) else [value]:
        account_id = text(mapping(user).get("uuid"))
        if account_id:
            yield Account(account_id, email=text(user.get("email_address")), name=text(user.get("full_name")))


READERS: tuple[tuple[re.Pattern[str], Callable[[Any], Iterator[Companion]]], ...] = (
    (re.compile(r"(?:^|/)users\.json$", re.IGNORECASE), accounts),
    (re.compile(r"(?:^|/)projects(?:/[^/]+)?\.json$", re.IGNORECASE), projects.read),
    (re.compile(r"(?:^|/)memories(?:/[^/]+)?\.json$", re.IGNORECASE), memories.read),
)
"""How each known member is read, by its name."""
