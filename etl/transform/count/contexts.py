"""What a model is sent again with every answer: the messages above it."""

from operator import attrgetter

from etl.rows.conversation import Flat
from etl.rows.details import MessageTokens
from etl.rows.message import Message

_TOUR = attrgetter("tour_in")


def add_contexts(flat: Flat, encodings: frozenset[str]) -> None:
    """Set ``context_tokens`` and ``context_messages`` of every message.

    Both run over the ancestors that are in the context, counted in the message's own encoding. A request's
    visible input is then context_tokens + per_message x context_messages + priming.
    """
    ordered = sorted(flat.messages, key=_TOUR)
    if len(encodings) <= 1:
        _accumulate(ordered, {}, None)
        return
    for name in encodings:
        others = {
            row.node_id: row.tokens for row in flat.details if type(row) is MessageTokens and row.encoding == name
        }
        _accumulate(ordered, others, name)


def _accumulate(ordered: list[Message], others: dict[str, int], name: str | None) -> None:
    """Walk the tree in tour order, keeping the sums of the path above on a stack of (tour_out, tokens, messages)."""
    path: list[tuple[int, int, int]] = []
    for message in ordered:
        while path and path[-1][0] < message.tour_in:
            path.pop()
        _, tokens, messages = path[-1] if path else (0, 0, 0)
        is_own = name is None or message.encoding == name
        if is_own:
            message.context_tokens, message.context_messages = tokens, messages
        if message.in_context:
            tokens += (message.tokens if is_own else others.get(message.node_id)) or 0
            messages += 1
        path.append((message.tour_out, tokens, messages))
