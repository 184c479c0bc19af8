"""What is found, as rows that a statement of SQL asks by search('words')."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from pathlib import Path

import duckdb

from etl import assets
from etl.errors import SettingError
from etl.search.find import Matching, matching, shown
from etl.search.question import Question, parse

TOLD = 200
"""Chats, the best ones, of which a snippet is told: to read one from the texts takes as long as to find a thousand."""

_OF_STATE = ("category", "is")


def keep(connection: duckdb.DuckDBPyConnection, database: Path, questions: Iterable[str]) -> None:
    """Make search(words) of a connection that reads ``database``: for these questions, every chat that answers them.

    A row a chat, the best first, with the columns of queries/search/hits_table.sql. Raises SettingError where a
    question means nothing, and for filters whose answer does not lie in the database.
    """
    statements = assets.search_queries()
    connection.execute(statements["hits_table"])
    for text in questions:
        found = matching(connection, database, _of_database(parse(text)))
        connection.execute(statements["hits_kept"], {"question": text, **_columns(connection, database, found)})
    connection.execute(statements["hits_macro"])


def _of_database(question: Question) -> Question:
    if any(one.name in _OF_STATE for one in question.filters):
        raise SettingError(
            "search('…') in SQL knows no category: and no is:; join v1.conversation_categories, or use etl search."
        )
    return question


def _columns(connection: duckdb.DuckDBPyConnection, database: Path, matches: Matching) -> dict[str, Sequence[object]]:
    found = matches.found
    hits = shown(connection, database, matches.question, found[:TOLD])
    rest = list(repeat(None, len(found) - len(hits)))
    return {
        "ranks": list(range(1, len(found) + 1)),
        "revisions": [one.revision for one in found],
        "tours": [one.tour_in for one in found],
        "nodes": [*(hit.node_id for hit in hits), *rest],
        "snippets": [*(hit.passage.text or None for hit in hits), *rest],
        "matches": [one.matches for one in found],
        "scores": [one.score for one in found],
    }
