"""Conversations into files: a page each, or all of them in one file."""

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, tzinfo
from pathlib import Path
from typing import IO, Any, TypeVar
from zoneinfo import ZoneInfo

from etl.export import records, training
from etl.export.conversation import Conversation, Message
from etl.export.folder import Folder
from etl.export.markdown.front_matter import identity
from etl.export.markdown.page import page
from etl.export.markdown.turns import local
from etl.export.names import Names
from etl.export.query import conversations, matching, opened
from etl.export.selection import Choice, Outcome, keep
from etl.files import whole
from etl.reporting.redact import Hide, Redactor, unchanged

Watch = Callable[[int, int], None]
"""Called with (conversations done, conversations in all)."""
_Row = TypeVar("_Row")
_EMPTY = "with nothing to show"
_NEVER_HIDDEN = {"kind", "role", "channel", "provider", "action", "aside"}
_ZONE = "select timezone from v1.about"


def pages(database: Path, folder: Path, choice: Choice, watch: Watch, *, redact: bool = False) -> Outcome:
    """Write a page of Markdown for each chosen conversation below a folder, by year and month of its first day.

    The same conversation gets the same file again, also where its title changed. Raises DatabaseError as connect(),
    EtlError where a file cannot be written.
    """
    outcome, names = Outcome(), Names()
    with _opened(database, choice, as_stored=True) as (found, zone), Folder(folder) as place:
        for done, conversation in enumerate(found, 1):
            hidden = Redactor() if redact else unchanged
            shown = _hide(conversation, hidden)
            kept = keep(shown, choice, outcome)
            watch(done, conversation.conversations)
            if not kept:
                outcome.passed_over[_EMPTY] += 1
                continue
            began = conversation.created_at and local(conversation.created_at, zone)
            own = identity(shown).encode()
            text = page(shown, kept, zone).encode()
            place.write(names.of(conversation, shown.title, began), text, lambda head, own=own: own in head)  # type: ignore[misc]
            _count(outcome, len(kept), hidden)
    return outcome


def one_file(
    database: Path,
    target: Path | IO[bytes],
    form: str,
    choice: Choice,
    watch: Watch,
    *,
    redact: bool = False,
    raw: bool = False,
) -> Outcome:
    """Write all chosen conversations into one file, or to an open stream, as jsonl, csv or training.

    Memory holds a few conversations at a time. Raises as pages().
    """
    outcome = Outcome()
    hidden = Redactor() if redact else unchanged
    with _opened(database, choice) as (found, _), _stream(target) as stream:
        if form == "csv":
            stream.write(records.csv_head().encode())
        for seen, conversation in enumerate(found, 1):
            shown = _hide(conversation, hidden)
            kept = keep(shown, choice, outcome)
            if kept:
                text, count = _written(shown, kept, form, raw, outcome)
                stream.write(text.encode())
            if not kept:
                outcome.passed_over[_EMPTY] += 1
            elif text:
                _count(outcome, count, unchanged)
            watch(seen, conversation.conversations)
    if isinstance(hidden, Redactor):
        outcome.redacted = hidden.replaced
    return outcome


def _written(
    conversation: Conversation, kept: list[Message], form: str, raw: bool, outcome: Outcome
) -> tuple[str, int]:
    """The text of a conversation, and how many messages are in it."""
    if form == "jsonl":
        return records.json_line(conversation, kept), len(kept)
    if form == "csv":
        return records.csv_rows(conversation, kept, raw), len(kept)
    before = outcome.left_out.total()
    pairs = training.pairs(kept, outcome.left_out)
    if pairs is None:
        outcome.passed_over[training.NO_ANSWER] += 1
        return "", 0
    return training.line(pairs), len(kept) - (outcome.left_out.total() - before)


def _hide(conversation: Conversation, hidden: Hide) -> Conversation:
    """The same conversation, every text in it passed through ``hidden``; its own id stays, to know it by."""
    if hidden is unchanged:
        return conversation
    return dataclasses.replace(_hidden_row(conversation, hidden), conversation_id=conversation.conversation_id)


def _hidden_row(row: _Row, hidden: Hide) -> _Row:
    fields = dataclasses.fields(row)  # type: ignore[arg-type]
    changed = {
        each.name: _hidden_value(getattr(row, each.name), hidden) for each in fields if each.name not in _NEVER_HIDDEN
    }
    return dataclasses.replace(row, **changed)  # type: ignore[type-var]


def _hidden_value(value: Any, hidden: Hide) -> Any:
    if isinstance(value, str):
        return hidden(value)
    if isinstance(value, list):
        return [_hidden_value(item, hidden) for item in value]
    return _hidden_row(value, hidden) if dataclasses.is_dataclass(value) else value


def _count(outcome: Outcome, messages: int, hidden: object) -> None:
    outcome.conversations += 1
    outcome.messages += messages
    if isinstance(hidden, Redactor):
        outcome.redacted += hidden.replaced


@contextmanager
def _opened(
    database: Path, choice: Choice, *, as_stored: bool = False
) -> Iterator[tuple[Iterator[Conversation], tzinfo]]:
    """The chosen conversations of a database, and the user's time zone."""
    with opened(database) as connection:
        ((name,),) = connection.execute(_ZONE).fetchall()
        keys = matching(connection, database, choice)
        yield conversations(connection, choice, keys=keys, as_stored=as_stored), ZoneInfo(name) if name else UTC


def _stream(target: Path | IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    return whole(target) if isinstance(target, Path) else nullcontext(target)
