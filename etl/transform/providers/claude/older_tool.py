"""A conversation as backfill_claude_export.py (its version d2ee5ab) read it: every rule here is that tool's, not ours.

Kept for one reason: a user's series of days must not jump where etl backfill takes over. What that tool did oddly,
it does here as well:

- A token is four characters, rounded down for every text by itself; ten texts of three characters are no token.
- Only ``content`` is read: attachments, and messages that have nothing but their flat ``text``, count no tokens.
- Whoever is not "human" is the model: text of any other sender is output, though no assistant's message.
- What a tool is given is measured as JSON in ASCII ("é" has six characters) if it is an object, else as Python
  prints it: nothing at all (null) is "None", a token. What it answers counts only as texts in a list.
- Thinking that stops before it starts takes time away.
- Hours are those of the zone a time is written in, which in exports is UTC.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.coerce import items, mapping, text

_CHARACTERS = 4
"""Characters of a token."""

_MICRO = timedelta(microseconds=1)


@dataclass(slots=True)
class OlderMessage:
    """One message: its sender, when it was sent, and what its blocks come to.

    ``asked`` are the texts of a person, ``answered`` those of anybody else; ``thought`` are microseconds of thinking.
    """

    sender: str | None
    at: datetime | None
    input_tokens: int = 0
    output_tokens: int = 0
    thought: int = 0
    asked: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)


def day(raw: Raw) -> str | None:
    """The day that all of a conversation counts for: that of its beginning, in UTC; None where it has none."""
    written = text(raw.get("created_at"))
    try:
        return None if written is None else date.fromisoformat(written[:10]).isoformat()
    except ValueError:
        return None


def messages(raw: Raw) -> Iterator[OlderMessage]:
    """The messages in the order of the file, whatever branch they are on. Entries that are none are left out."""
    for entry in items(raw.get("chat_messages")):
        if isinstance(entry, dict):
            message = OlderMessage(text(entry.get("sender")), _moment(entry.get("created_at")))
            for block in items(entry.get("content")):
                _add(mapping(block), message)
            yield message


def _add(block: Mapping[str, Any], message: OlderMessage) -> None:
    kind = block.get("type")
    if kind == "text":
        told = text(block.get("text")) or ""
        if message.sender == "human":
            message.input_tokens += _tokens(told)
            message.asked.append(told)
        else:
            message.output_tokens += _tokens(told)
            message.answered.append(told)
    elif kind == "thinking":
        message.output_tokens += _tokens(text(block.get("thinking")) or "")
        started, stopped = _moment(block.get("start_timestamp")), _moment(block.get("stop_timestamp"))
        if started is not None and stopped is not None:
            message.thought += (stopped - started) // _MICRO
    elif kind == "tool_use":
        message.output_tokens += _tokens(_given(block.get("input", {})))
    elif kind == "tool_result":
        parts = (text(mapping(part).get("text")) for part in items(block.get("content")))
        message.input_tokens += sum(_tokens(part) for part in parts if part)


def _tokens(told: str) -> int:
    return len(told) // _CHARACTERS


def _given(value: object) -> str:
    try:
        return json.dumps(value) if isinstance(value, dict) else str(value)
    except (RecursionError, ValueError):
        return ""


def _moment(written: object) -> datetime | None:
    """A time as exported; one without a zone is in UTC."""
    try:
        at = datetime.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)
