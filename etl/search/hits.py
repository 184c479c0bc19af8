"""Chats that were found -> what is shown of them, read from the database."""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import duckdb

from etl import assets
from etl.search.indexed import Found, said
from etl.search.question import Question
from etl.search.snippets import Snippet, finder, marked, snippet


@dataclass(frozen=True, slots=True)
class Hit:
    """A chat that was found, and of its messages that match the best; ``matches``: how many do."""

    provider: str
    account_id: str
    conversation_id: str
    title: Snippet
    url: str | None
    created_at: datetime | None
    day: date | None
    model: str | None
    role: str | None
    node_id: str | None
    passage: Snippet
    matches: int


def hits_of(
    connection: duckdb.DuckDBPyConnection, index: sqlite3.Connection | None, question: Question, found: Sequence[Found]
) -> list[Hit]:
    """What is shown of each chat that was found; ``index`` is the one that found it, if one did.

    Each message is read by itself: DuckDB unpacks 2,048 texts for one, but for several at a time those of all between.
    """
    if not found:
        return []
    sought = finder(question)
    bound = {"revisions": [one.revision for one in found], "places": list(range(len(found)))}
    rows = connection.execute(assets.search_queries()["heads"], bound).fetchall()
    hits = []
    for place, title, url, created, model in rows:
        of = found[place]
        message = _message(connection, index, question, of, sought)
        hits.append(
            Hit(
                provider=of.provider,
                account_id=of.account_id,
                conversation_id=of.conversation_id,
                title=marked(title or "", sought),
                url=url,
                created_at=created,
                day=message.day or _first_day(connection, of),
                model=message.model or model,
                role=message.role,
                node_id=message.node_id,
                passage=message.passage,
                matches=of.matches,
            )
        )
    return hits


class _Message(NamedTuple):
    node_id: str | None
    role: str | None
    model: str | None
    day: date | None
    passage: Snippet


def _message(
    connection: duckdb.DuckDBPyConnection,
    index: sqlite3.Connection | None,
    question: Question,
    found: Found,
    sought: re.Pattern[str] | None,
) -> _Message:
    """The best message of a chat, or where that has nothing of what is sought, another that has."""
    message = _read(connection, found, sought)
    if index is None or message.passage.marks:
        return message
    # To ask the index of each beforehand takes longer: for a beginning it goes through all words that begin so.
    other = said(index, question, found)
    return message if other == found else _read(connection, other, sought)


def _read(connection: duckdb.DuckDBPyConnection, found: Found, sought: re.Pattern[str] | None) -> _Message:
    bound = {"revision": found.revision, "tour": found.tour_in}
    row = connection.execute(assets.search_queries()["passage"], bound).fetchone()
    node, role, model, day, text = row or (None, None, None, None, None)
    return _Message(node, role, model, day, snippet(text or "", sought))


def _first_day(connection: duckdb.DuckDBPyConnection, found: Found) -> date | None:
    row = connection.execute(assets.search_queries()["first_day"], {"revision": found.revision}).fetchone()
    return row[0] if row else None
