"""What a conversation of an export should come to in the database."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple


class Expectation(NamedTuple):
    """The conversation's id, when this version of it was updated (microseconds since 1970), its nodes as they stand
    in the file, and of every message, by the node it must be stored under, the characters of its text: None where
    plain counting cannot tell."""

    conversation_id: str
    updated_at: float | None
    nodes: int
    messages: Mapping[str, int | None]


def micros(exported: object) -> float | None:
    """Microseconds since 1970, of seconds, also as text, or of a date in ISO 8601; None for anything else.

    Twelve digits before the point and more are milliseconds, fifteen and more microseconds.
    """
    try:
        if isinstance(exported, int | float | str):
            number = float(exported)
            return number if number >= 1e14 else number * (1_000 if number >= 1e11 else 1_000_000)
    except (OverflowError, ValueError):
        pass
    try:
        at = datetime.fromisoformat(exported) if isinstance(exported, str) else None
    except ValueError:
        return None
    if at is None:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1_000_000
