"""The page: front matter, title, the turns of the shown path, and each other branch from where it leaves."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from etl.export.conversation import Conversation, Message
from etl.export.markdown.escaping import line
from etl.export.markdown.front_matter import front
from etl.export.markdown.turns import Turn, turns, written


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
    yield from _branches(conversation, kept, shown, zone)


def _branches(
    conversation: Conversation, kept: Sequence[Message], shown: Sequence[Turn], zone: tzinfo
) -> Iterator[str]:
    """A heading and, for each branch, a section with the number of the turn it leaves; turns are numbered on."""
    parts = _parts(conversation, kept)
    if not parts:
        return
    yield "# Other branches"
    numbers = {message.node_id: turn.number for turn in shown for message in turn.messages}
    count = len(shown)
    for place, (above, part) in enumerate(parts, 1):
        found = turns(part, count + 1)
        where = "from the beginning" if above is None else f"after {numbers[above]}"
        yield f"## Branch {place} ({where})"
        for turn in found:
            numbers |= {message.node_id: turn.number for message in turn.messages}
            yield from written(turn, zone, "###")
        count += len(found)


def _parts(conversation: Conversation, kept: Sequence[Message]) -> list[tuple[str | None, list[Message]]]:
    """The messages of each branch, and the node it leaves: it goes on as long as each stands below the one before."""
    parents = {message.node_id: message.parent_id for message in conversation.messages}
    written_nodes = {message.node_id for message in kept if message.is_current}
    found: list[tuple[str | None, list[Message]]] = []
    for message in kept:
        if message.is_current:
            continue
        above = _above(message.parent_id, parents, written_nodes)
        if not found or above != found[-1][1][-1].node_id:
            found.append((above, []))
        found[-1][1].append(message)
        written_nodes.add(message.node_id)
    return found


def _above(node: str | None, parents: dict[str, str | None], wanted: set[str]) -> str | None:
    """The nearest node above that is written; None where there is none, also where the parents run in a ring.

    Nodes on the way get it as their parent, so that nobody goes the same way again.
    """
    passed: dict[str, None] = {}
    while node is not None and node not in wanted and node not in passed:
        passed[node] = None
        node = parents.get(node)
    node = node if node in wanted else None
    parents.update(dict.fromkeys(passed, node))
    return node
