"""The page: front matter, title, turns, branches."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from etl.export.conversation import Conversation, Message
from etl.export.markdown.branches import branches
from etl.export.markdown.escaping import line
from etl.export.markdown.front_matter import front
from etl.export.markdown.turns import turns, written


def page(conversation: Conversation, kept: Sequence[Message], zone: tzinfo) -> str:
    """Front matter, the title, the turns of the shown path, then every other branch from where it leaves.

    ``kept`` are the messages to write, in the order of the tree; times are told in ``zone``.
    """
    return "\n\n".join(_paragraphs(conversation, kept, zone)) + "\n"


def _paragraphs(conversation: Conversation, kept: Sequence[Message], zone: tzinfo) -> Iterator[str]:
    yield "\n".join(front(conversation, len(kept)))
    yield f"# {line(conversation.title or '') or 'Untitled'}"
    shown = turns([message for message in kept if message.is_current])
    for turn in shown:
        yield from written(turn, zone)
    yield from branches(conversation, kept, shown, zone)
