"""The same answer from the texts themselves, where there is no index that fits the database. Nothing is ranked."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import duckdb
import pyarrow as pa

from etl import assets
from etl.categorize.labels import Key
from etl.search.index.words import ALONE, LOOKALIKES, is_alone, words
from etl.search.indexed import Found, Matches
from etl.search.question import Question, Term

_OTHER = r"[^\p{L}\p{N}\p{M}]"
_BORDER = rf"(?:{_OTHER}|[{ALONE}])"
_KEY = "(provider, coalesce(account_id, ''), conversation_id)"
_HAS = {
    "code": "code_blocks > 0 or kind = 'code'",
    "image": "images > 0 or kind = 'image'",
    "file": "files > 0 or kind = 'file'",
    "tool": "role = 'tool' or kind = 'tool_output'",
    "link": "contains(text, 'https://') or contains(text, 'http://')",
}


def scanned(
    connection: duckdb.DuckDBPyConnection,
    question: Question,
    chosen: Iterable[Key] | None,
    limit: int | None,
    offset: int,
) -> Matches:
    """What the texts answer, with the chats of a page (all without a limit), newest first; ``chosen``: none
    but these."""
    letters, plain = LOOKALIKES
    conditions, bound = _conditions(connection, question)
    if chosen is not None:
        conditions += f" and {_KEY} in (from chosen)"
        _keep(connection, chosen)
    bound |= {"letters": letters, "plain": plain, "limit": limit, "offset": offset}
    statement = assets.search_queries()["scan"].format(conditions=conditions)
    rows = connection.execute(statement, bound).fetchall()
    if chosen is not None:
        connection.unregister("chosen")
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
        told.append("case when role in ('user', 'assistant', 'tool') then role else 'system' end in $roles")
        bound["roles"] = list(question.roles)
    for name, sign in (("since", ">="), ("until", "<=")):
        if getattr(question, name) is not None:
            told.append(f"local_date {sign} ${name}")
            bound[name] = getattr(question, name)
    for one in question.filters:
        if one.name == "has":
            of = f"select provider, coalesce(account_id, ''), conversation_id from v1.messages where {_HAS[one.value]}"
            told.append(f"{_KEY} {'not ' * one.is_not}in ({of})")
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


def _keep(connection: duckdb.DuckDBPyConnection, chosen: Iterable[Key]) -> None:
    """The chats that are chosen, as the table ``chosen``."""
    columns = list(zip(*chosen, strict=True)) or [(), (), ()]
    names = ("provider", "account_id", "conversation_id")
    rows = pa.table({name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=True)})
    connection.register("chosen", rows)
