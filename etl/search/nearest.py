"""The words that occur and are most like one that does not."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import duckdb

from etl import assets
from etl.search.index.words import words
from etl.search.question import Question, Term

_MOST, _LONGEST, _SHORT = 3, 2, 4
"""Words offered for one, and how many letters they may differ by; by one those of so few letters."""

_AT_MOST = 20_000
"""Words of the index that one is compared with."""


def corrected(connection: duckdb.DuckDBPyConnection, index: sqlite3.Connection, question: Question) -> Question | None:
    """The same question with every word that occurs nowhere replaced by those most like it; None if none is near.

    Likeness is Damerau's and Levenshtein's distance (letters changed, left out, put in or swapped with their
    neighbour); of equals the more frequent is taken.
    """
    wanted = tuple(tuple(_mended(connection, index, terms)) for terms in question.wanted)
    return None if wanted == question.wanted else replace(question, wanted=wanted)


def nearest(connection: duckdb.DuckDBPyConnection, index: sqlite3.Connection, word: str) -> list[str]:
    """The words of the index most like one, nearest first; the word itself alone where it occurs."""
    found = dict(_neighbours(index, word))
    if not found or word in found:
        return [word] if found else []
    import pyarrow as pa

    others = pa.table({"word": list(found), "chats": list(found.values())})
    connection.register("neighbours", others)
    most = _LONGEST if len(word) > _SHORT else 1
    connection.execute(assets.search_queries()["nearest"], {"word": word, "most": most, "limit": _MOST})
    rows = connection.fetchall()
    connection.unregister("neighbours")
    return [other for (other,) in rows]


def _mended(
    connection: duckdb.DuckDBPyConnection, index: sqlite3.Connection, terms: tuple[Term, ...]
) -> Iterator[Term]:
    for term in terms:
        told = words(term.words)
        found = nearest(connection, index, told[0]) if len(told) == 1 and not term.is_prefix else [term.words]
        if not found or told == found:
            yield term
        else:
            yield from (Term(word) for word in found)


def _neighbours(index: sqlite3.Connection, word: str) -> Iterator[tuple[str, int]]:
    """The words of the index that begin like one, or as one would with its second letter wrong, gone or put in."""
    for begin in dict.fromkeys((word[:2], word[1:3], word[0] + word[2:3], word[1:2] + word[0])):
        if begin:
            rows = index.execute(
                "select term, doc from vocabulary where term >= ? and term < ? limit ?",
                (begin, begin + "\U0010ffff", _AT_MOST),
            )
            yield from rows
