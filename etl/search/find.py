"""A question -> the chats that answer it. One way for the command, the web app, its API, MCP and exports."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import duckdb

from etl.search.chosen import chosen
from etl.search.hits import Hit, hits_of
from etl.search.index import file
from etl.search.indexed import Found, indexed
from etl.search.nearest import corrected
from etl.search.question import Question, parse
from etl.search.scan import scanned

_Told = TypeVar("_Told")


@dataclass(frozen=True, slots=True)
class Answer:
    """The chats of one page, best first; ``chats`` and ``messages`` that match in all (``is_more``: at least so many).

    ``instead``: the words that were searched instead, as those asked for occur nowhere.
    ``is_indexed``: the index answered.
    """

    hits: list[Hit]
    chats: int
    messages: int
    is_more: bool = False
    instead: str | None = None
    is_indexed: bool = True


@dataclass(frozen=True, slots=True)
class Matching:
    """Every chat that matches, best first, without what is said there; the rest as of an answer.

    ``question``: the one that they answer.
    """

    question: Question
    found: list[Found]
    chats: int
    messages: int
    is_more: bool
    instead: str | None
    is_indexed: bool


def find(connection: duckdb.DuckDBPyConnection, database: Path, text: str, limit: int = 20, offset: int = 0) -> Answer:
    """Answer a question of the grammar of question.py; ``connection`` reads ``database``.

    Where nothing is found, the words that occur and are most like those asked for are searched instead.
    Raises SettingError where the question means nothing.
    """
    question = parse(text)

    def ask(index: sqlite3.Connection | None) -> Answer:
        of = _matching(connection, database, index, question, limit, offset)
        hits = hits_of(connection, index, of.question, of.found)
        return Answer(hits, of.chats, of.messages, of.is_more, of.instead, of.is_indexed)

    return _asked(connection, database, ask)


def matching(connection: duckdb.DuckDBPyConnection, database: Path, question: Question) -> Matching:
    """Every chat that answers a question, as find() finds them page by page, for who filters or writes chats."""
    return _asked(connection, database, lambda index: _matching(connection, database, index, question, None, 0))


def shown(
    connection: duckdb.DuckDBPyConnection, database: Path, question: Question, found: Sequence[Found]
) -> list[Hit]:
    """What is said in a few of the chats that matching() found; ``question`` is the one that they answer."""
    return _asked(connection, database, lambda index: hits_of(connection, index, question, found))


def _asked(
    connection: duckdb.DuckDBPyConnection, database: Path, ask: Callable[[sqlite3.Connection | None], _Told]
) -> _Told:
    """What is answered from the index that fits the database; without, where there is none or it is held or damaged."""
    index = file.fitting(file.place(database), file.stamp(connection))
    if index is not None:
        with closing(index), suppress(sqlite3.Error):
            return ask(index)
    return ask(None)


def _matching(
    connection: duckdb.DuckDBPyConnection,
    database: Path,
    index: sqlite3.Connection | None,
    question: Question,
    limit: int | None,
    offset: int,
) -> Matching:
    keys = chosen(connection, database, question.filters)
    instead = None
    if index is None:
        matches = scanned(connection, question, keys, limit, offset)
    else:
        matches = indexed(index, question, keys, limit, offset)
        if not matches.chats and (other := corrected(connection, index, question)) is not None:
            others = indexed(index, other, keys, limit, offset)
            if others.chats:
                matches, question, instead = others, other, _words(other)
    return Matching(question, *matches, instead, is_indexed=index is not None)


def _words(question: Question) -> str:
    """The wanted terms, as they would be typed."""

    def typed(words: str, is_prefix: bool) -> str:
        quoted = f'"{words}"' if " " in words else words
        return quoted + "*" * is_prefix

    return " ".join(" OR ".join(typed(one.words, one.is_prefix) for one in terms) for terms in question.wanted)
