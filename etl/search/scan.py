"""The same answer from the texts themselves, where there is no index that fits the database. Nothing is ranked."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import duckdb

from etl import assets
from etl.search.index.messages import filled
from etl.search.index.words import ALONE, LOOKALIKES, is_alone, words
from etl.search.indexed import Found, Matches, column
from etl.search.question import Question, Term

_OTHER = r"[^\p{L}\p{N}\p{M}]"
_BORDER = rf"(?:{_OTHER}|[{ALONE}])"


def scanned(
    connection: duckdb.DuckDBPyConnection,
    question: Question,
    chosen: Iterable[int] | None,
    limit: int | None,
    offset: int,
) -> Matches:
    """What the texts answer, with the chats of a page (all without a limit), newest first; ``chosen``: none
    but those of these revisions."""
    letters, plain = LOOKALIKES
    conditions, bound = _conditions(connection, question)
    if chosen is not None:
        conditions += " and revision in (select unnest($chosen::bigint[]))"
        bound["chosen"] = list(chosen)
    bound |= {"letters": letters, "plain": plain, "limit": limit, "offset": offset}
    statement = filled(assets.search_queries()["scan"].replace("{conditions}", conditions))
    rows = connection.execute(statement, bound).fetchall()
    chats, messages = rows[0][-2:] if rows else (0, 0)
    return Matches([Found(*row[:-2]) for row in rows], chats, int(messages))


def _pattern(connection: duckdb.DuckDBPyConnection, terms: Sequence[Term]) -> str:
    """What RE2 finds any of some terms with in a folded text."""
    return "|".join(_term(connection, term) for term in terms)


def _conditions(connection: duckdb.DuckDBPyConnection, question: Question) -> tuple[str, dict[str, object]]:
    told: list[str] = []
    bound: dict[str, object] = {}
    for number, terms in enumerate((*question.wanted, *((term,) for term in question.unwanted))):
        bound[f"pattern_{number}"] = _pattern(connection, terms)
        places = ["title"] * (not question.in_message) + ["body"] * (not question.in_title)
        either = " or ".join(f"regexp_matches({place}, $pattern_{number})" for place in places)
        told.append(f"{'not ' * (number >= len(question.wanted))}({either})")
    if question.roles:
        told.append("speaker in $roles")
        bound["roles"] = list(question.roles)
    for name, sign in (("since", ">="), ("until", "<=")):
        if getattr(question, name) is not None:
            told.append(f"local_date {sign} ${name}")
            bound[name] = getattr(question, name)
    for one in question.filters:
        if one.name == "has":
            of = f"select revision from ({{messages}}) where {column(one)}"
            told.append(f"revision {'not ' * one.is_not}in ({of})")
    return "".join(f" and {one}" for one in told), bound


def _term(connection: duckdb.DuckDBPyConnection, term: Term) -> str:
    told = [
        word
        for (word,) in connection.execute(assets.search_queries()["folded"], {"words": words(term.words)}).fetchall()
    ]
    if not told:
        return r"\z."
    parts = [re.escape(told[0])]
    for before, word in pairwise(told):
        parts += [_OTHER + ("*" if is_alone(before) or is_alone(word) else "+"), re.escape(word)]
    end = "" if is_alone(told[-1]) or term.is_prefix else rf"(?:$|{_BORDER})"
    begin = "" if is_alone(told[0]) else rf"(?:^|{_BORDER})"
    return begin + "".join(parts) + end
