"""A question -> the chats that answer it. One way for the command, the web app, its API, MCP and exports."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from etl import assets
from etl.search.chosen import chosen
from etl.search.index import file
from etl.search.indexed import Found, Matches, indexed
from etl.search.nearest import corrected
from etl.search.question import Question, parse
from etl.search.scan import scanned
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


def find(connection: duckdb.DuckDBPyConnection, database: Path, text: str, limit: int = 20, offset: int = 0) -> Answer:
    """Answer a question of the grammar of question.py; ``connection`` reads ``database``.

    Where nothing is found, the words that occur and are most like those asked for are searched instead.
    Raises SettingError where the question means nothing.
    """
    question = parse(text)
    keys = chosen(connection, database, question.filters)
    index = file.fitting(file.place(database), file.stamp(connection))
    if index is None:
        matches = scanned(connection, question, keys, limit, offset)
        return _answer(connection, question, matches, is_indexed=False)
    with closing(index):
        matches = indexed(index, question, keys, limit, offset)
        if not matches.chats and (other := corrected(connection, index, question)) is not None:
            matches = indexed(index, other, keys, limit, offset)
            if matches.chats:
                return _answer(connection, other, matches, instead=_words(other))
        return _answer(connection, question, matches)


def _answer(
    connection: duckdb.DuckDBPyConnection,
    question: Question,
    matches: Matches,
    *,
    instead: str | None = None,
    is_indexed: bool = True,
) -> Answer:
    hits = _hits(connection, question, matches.found)
    return Answer(hits, matches.chats, matches.messages, matches.is_more, instead, is_indexed)


def _hits(connection: duckdb.DuckDBPyConnection, question: Question, found: Sequence[Found]) -> list[Hit]:
    """What is shown of each chat that was found, read from the database."""
    if not found:
        return []
    sought = finder(question)
    columns = zip(*found, strict=True)
    bound = dict(
        zip(("providers", "accounts", "conversations", "revisions", "tours"), map(list, columns), strict=False)
    )
    bound["places"] = list(range(len(found)))
    hits = []
    for place, title, url, created, model, node, role, day, text in connection.execute(
        assets.search_queries()["passages"], bound
    ).fetchall():
        of = found[place]
        shown = marked(title or "", sought), snippet(text or "", sought)
        key = of.provider, of.account_id, of.conversation_id
        hits.append(Hit(*key, shown[0], url, created, day, model, role, node, shown[1], of.matches))
    return hits


def _words(question: Question) -> str:
    """The wanted terms, as they would be typed."""

    def typed(words: str, is_prefix: bool) -> str:
        quoted = f'"{words}"' if " " in words else words
        return quoted + "*" * is_prefix

    return " ".join(" OR ".join(typed(one.words, one.is_prefix) for one in terms) for terms in question.wanted)
