"""Messages as turns: what one side said until the other speaks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from etl.export.conversation import Message
from etl.export.markdown.escaping import line
from etl.export.markdown.messages import body

_TIME = "%Y-%m-%d %H:%M"
_ASIDE = {"sidechain": "sub-agent"}


@dataclass(slots=True)
class Turn:
    """Messages under one heading; ``model`` is the last that any of them names."""

    number: int
    messages: list[Message]
    model: str | None = None


def turns(messages: Sequence[Message], first: int = 1) -> list[Turn]:
    """The messages of a path, parted where the other side speaks or another model does."""
    found: list[Turn] = []
    before = None
    for message in messages:
        speaker = (_speaker(message), message.channel in _ASIDE, _model(message, found))
        if speaker != before:
            found.append(Turn(first + len(found), []))
            before = speaker
        found[-1].messages.append(message)
        found[-1].model = message.model or found[-1].model
    return found


def written(turn: Turn, zone: tzinfo, level: str = "##") -> Iterator[str]:
    """The heading of a turn and its paragraphs."""
    yield f"{level} {turn.number}. {_heading(turn, zone)}"
    for message in turn.messages:
        yield from body(message)


def local(at: datetime, zone: tzinfo) -> datetime:
    """A time of the database, which is UTC, in the user's zone."""
    return at.replace(tzinfo=UTC).astimezone(zone)


def _heading(turn: Turn, zone: tzinfo) -> str:
    first = turn.messages[0]
    parts = [_speaker(first)]
    if first.channel in _ASIDE:
        parts.append(_ASIDE[first.channel])
    model = next((message.model for message in turn.messages if message.model), None)
    if model and _speaker(first) == "Assistant":
        parts.append(model)
    at = next((message.created_at for message in turn.messages if message.created_at), None)
    if at is not None:
        parts.append(local(at, zone).strftime(_TIME))
    if first.siblings > 1:
        parts.append(f"version {first.sibling_index + 1} of {first.siblings}")
    return " · ".join(line(part) for part in parts)


def _speaker(message: Message) -> str:
    if message.role == "user":
        if message.is_user_context or message.kind == "context":
            return "Custom instructions"
        return "Hidden" if message.aside == "hidden" else "You"
    return "Assistant" if message.role in ("assistant", "tool") else (message.role or "Unknown").capitalize()


def _model(message: Message, found: Sequence[Turn]) -> str | None:
    """The model of an answer; what tools say belongs to the one that asked them."""
    if message.role == "assistant" and message.model:
        return message.model
    return found[-1].model if found and message.role in ("assistant", "tool") else None
