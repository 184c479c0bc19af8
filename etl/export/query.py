"""Conversations out of the views, a few at a time, so that memory does not grow with the database."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from etl import assets
from etl.categorize.labels import Key
from etl.errors import QueryError, SettingError
from etl.export.conversation import Attachment, Citation, Conversation, Document, Message
from etl.export.selection import Choice
from etl.reporting.reports.connection import connect

_MEMORY = "192MB"
_BATCH_CHARACTERS = 4_000_000
_BATCH_CONVERSATIONS = 400
_FILTERS = ("since", "until", "provider", "account", "model", "title", "limit")


def opened(database: Path) -> duckdb.DuckDBPyConnection:
    """A database, opened for reading, that keeps little of itself in memory. Raises DatabaseError as connect()."""
    connection = connect(database)
    connection.execute(f"set memory_limit = '{_MEMORY}'")
    connection.execute("set threads = 1")
    return connection


def conversations(
    connection: duckdb.DuckDBPyConnection,
    choice: Choice,
    *,
    keys: Collection[Key] | None = None,
    as_stored: bool = False,
) -> Iterator[Conversation]:
    """The chosen conversations with their messages, oldest first; ``as_stored`` is much faster in a large database.

    ``keys``: none but these, of what matching() found; None is no filter.

    A batch of them is held at a time: some megabytes of text, or one conversation where that is larger.
    """
    queries = assets.export_queries()
    batch: list[Conversation] = []
    for row in _rows(connection.cursor(), queries["conversations"], _filters(choice, keys) | {"as_stored": as_stored}):
        batch.append(Conversation(**row))
        full = sum(one.characters for one in batch) >= _BATCH_CHARACTERS or len(batch) >= _BATCH_CONVERSATIONS
        if full:
            yield from _filled(connection, queries, batch)
            batch = []
    if batch:
        yield from _filled(connection, queries, batch)


def matching(connection: duckdb.DuckDBPyConnection, database: Path, choice: Choice) -> set[Key] | None:
    """The keys of the chats that answer the question of a choice, none but in its own words; None where it has none.

    Raises SettingError where the question means nothing.
    """
    from etl.search import find
    from etl.search.question import parse

    if choice.matching is None:
        return None
    question = parse(choice.matching)
    if question.is_empty:
        raise SettingError("--matching needs a word or a filter, such as: --matching 'night train since:2025'")
    found = find.matching(connection, database, question)
    return {one.key for one in found.found} if found.instead is None else set()


def _filters(choice: Choice, keys: Collection[Key] | None) -> dict[str, object]:
    values = asdict(choice)
    filters = {name: values[name] for name in _FILTERS}
    return filters | {"keys": None if keys is None else ["\x1f".join(key) for key in keys]}


def _filled(
    connection: duckdb.DuckDBPyConnection, queries: Mapping[str, str], batch: Sequence[Conversation]
) -> Sequence[Conversation]:
    """The same conversations with their messages, and those with what belongs to them."""
    wanted: dict[str, object] = {
        "providers": [one.provider for one in batch],
        "accounts": [one.account_id for one in batch],
        "ids": [one.conversation_id for one in batch],
    }
    revisions = [one.first_revision for one in batch if one.first_revision is not None]
    last = [one.last_revision for one in batch if one.last_revision is not None]
    span = {"low": min(revisions, default=0), "high": max(last, default=0)}
    for row in _rows(connection, queries["messages"], wanted | span):
        batch[row.pop("place")].messages.append(Message(**row))
    known = [{message.node_id: message for message in one.messages} for one in batch]
    for name, kind in (("citations", Citation), ("attachments", Attachment), ("documents", Document)):
        for row in _rows(connection, queries[name], wanted):
            message = known[row.pop("place")].get(row.pop("node_id"))
            if message is not None:
                getattr(message, name).append(kind(**row))
    return batch


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, object]) -> Iterator[dict[str, Any]]:
    """The rows of an answer by column, as they are read."""
    try:
        connection.execute(sql, parameters)
        names = [str(column[0]) for column in connection.description or []]
        while rows := connection.fetchmany(1_000):
            for row in rows:
                yield dict(zip(names, row, strict=True))
    except duckdb.Error as error:
        raise QueryError(f"The conversations cannot be read ({type(error).__name__}); see: etl doctor") from error
