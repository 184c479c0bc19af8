"""The members of an export beside its conversations: whose it is, ratings, links, names of files."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from etl.extract.archive import Member
from etl.rows.companions import Companion
from etl.transform.providers.chatgpt import accounts, asset_names, chat_html, feedback
from etl.transform.providers.companion_files import Rows, last_name, read_json, read_stream

_ASSET = re.compile(r"(^|/)(file[-_][^/]*|[^/]+\.dat)$|(^|/)(dalle-generations|user-[^/]+|audio)/", re.IGNORECASE)


def companions(members: Sequence[Member]) -> Iterator[tuple[Member, Rows]]:
    """Read the members that I know and that hold no conversations, each with its rows.

    chat.html is read only for its table of assets, and only where there are assets and no other table names
    them. A member that cannot be read gives an Issue instead of rows, never an exception.
    """
    named = [(last_name(member), member) for member in members if not member.is_conversations]
    for name, member in named:
        if name in READERS:
            yield member, read_json(member, READERS[name])
    has_names = any(name in asset_names.TABLES for name, _ in named)
    if not has_names and any(_ASSET.search(member.name) for _, member in named):
        for name, member in named:
            if name == "chat.html":
                yield member, read_stream(member, chat_html.read, None)


READERS: Mapping[str, Callable[[Any], Iterator[Companion]]] = {
    "user.json": accounts.account,
    "user_settings.json": accounts.settings,
    "shared_conversations.json": accounts.shared_links,
    "group_chats.json": accounts.group_chats,
    "message_feedback.json": feedback.feedback,
    "model_comparisons.json": feedback.comparisons,
    **asset_names.TABLES,
}
"""How each known member is read, by the last part of its name."""
