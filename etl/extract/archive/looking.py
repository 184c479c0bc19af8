"""What files of other names hold: conversations under a name nobody expects, or something like them."""

import re
from collections.abc import Callable
from dataclasses import replace

from etl.extract.archive import page
from etl.extract.archive.export import Export, Member, is_lines, is_manifest
from etl.extract.archive.left_out import LOCKED
from etl.extract.archive.tree import gathered
from etl.rows.loads import Issue

CHATS = "chats"
"""What a look finds in a file of conversations."""

Look = Callable[[Member], str | Member | None]
"""Looks at the beginning of a file: CHATS, what else it is that may hold chats, or None; or, of a file that has to be
taken apart first, the member that gives its conversations. Never raises."""

_TEXTUAL = re.compile(r"(?:^|/)[^./]*$|\.(?:jsonl?|ndjson|txt|dat|csv|db|sqlite3?)$", re.IGNORECASE)
_JSON = re.compile(r"\.(?:jsonl?|ndjson)(?:\.txt)?$", re.IGNORECASE)


def may_hold_chats(name: str) -> bool:
    """Is this the name of a text, or of nothing in particular? Pictures, sounds and programs are not looked into."""
    is_textual = _TEXTUAL.search(name.replace("\\", "/")) is not None or is_lines(name)
    return is_textual and not is_manifest(name)


def is_looked_into(name: str) -> bool:
    """Is a file of this name looked into? Of pages those that no export has beside its conversations."""
    return may_hold_chats(name) or (page.is_page(name) and not page.repeats(name))


def promote(export: Export, look: Look) -> Export:
    """The same export: what holds conversations under another name is among them, what may hold some is doubtful.

    The web page of an export is asked last, where there is nothing else: it holds again what conversations.json does.
    """
    for joined, names in gathered(export.members):
        export.members = [joined, *(member for member in export.members if member.name not in names)]
    for index, member in enumerate(export.members):
        if not member.is_conversations and is_looked_into(member.name):
            found = look(member)
            if isinstance(found, Member):
                export.members[index] = found
            elif found == CHATS:
                export.members[index] = replace(member, is_conversations=True)
            elif found is not None and (found != LOCKED or _JSON.search(member.name)):
                export.doubtful[member.name] = found
    has_some = bool(export.conversations)
    for index, member in enumerate(export.members):
        is_asked = page.is_page(member.name) and not member.is_conversations
        is_asked = is_asked and not (has_some and page.repeats(member.name))
        if is_asked and (inside := of_page(member, look)) is not None:
            export.members[index] = inside
            export.issues.append(marked(member.name))
    export.members.sort(key=lambda member: not member.is_conversations)
    return export


def of_page(member: Member, look: Look | None) -> Member | None:
    """A web page as the conversations that a script in it holds; None where it holds none."""
    try:
        inside = page.listed(member)
    except OSError:
        return None
    return inside if inside is not None and (look is None or look(inside) == CHATS) else None


def marked(name: str) -> Issue:
    """The issue that tells that conversations come from a web page."""
    return Issue("note", "read from a web page", name, detail="it holds what conversations.json does")
