"""Which model wrote an answer, and on what ground we say so."""

from collections.abc import Sequence

from etl.rows.message import Message


def fill(messages: Sequence[Message], default: str | None) -> None:
    """Set ``model_slug_basis`` of every message, and the slug of answers that name none.

    First that is there: the message's own ('message'), that of another answer of the same turn or run
    ('turn'), the conversation's unless it is auto ('conversation'); else 'none'. Only answers inherit a slug.
    """
    bare = []
    for message in messages:
        if message.model_slug:
            message.model_slug_basis = "message"
        elif message.role == "assistant":
            bare.append(message)
    if bare:
        _inherit(bare, _slugs_of_turns(messages), None if default == "auto" else default)


def _slugs_of_turns(messages: Sequence[Message]) -> dict[tuple[str, str], str]:
    """The first slug of each turn and of each run."""
    slugs: dict[tuple[str, str], str] = {}
    for message in messages:
        if message.role == "assistant" and message.model_slug:
            if message.turn_exchange_id is not None:
                slugs.setdefault(("turn", message.turn_exchange_id), message.model_slug)
            if message.request_node_id is not None:
                slugs.setdefault(("run", message.request_node_id), message.model_slug)
    return slugs


def _inherit(bare: Sequence[Message], slugs: dict[tuple[str, str], str], default: str | None) -> None:
    for message in bare:
        slug = slugs.get(("turn", message.turn_exchange_id or "")) or slugs.get(("run", message.request_node_id or ""))
        message.model_slug = slug or default
        if message.model_slug is not None:
            message.model_slug_basis = "turn" if slug else "conversation"
