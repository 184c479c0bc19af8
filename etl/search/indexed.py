"""The answer of the index: which chats have messages that match, best first."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import NamedTuple

from etl import assets
from etl.categorize.labels import Key
from etl.search.index.messages import HAS, SPEAKERS
from etl.search.index.words import spaced
from etl.search.question import Filter, Question, Term

MOST_RANKED = 5_000
"""Messages that are ranked, the newest: of a word that everybody says everywhere no other can be told apart."""

_EPOCH = date(1970, 1, 1)


class Found(NamedTuple):
    """A chat that matches: its key and version, and of its messages that match the best, and how many there are.

    Where an index found it, ``best`` is the row of that message there, and its rows are ``first`` to ``last``; where it
    ranked it, ``score`` is the higher, the better it matches.
    """

    provider: str
    account_id: str
    conversation_id: str
    revision: int
    tour_in: int
    matches: int
    best: int = 0
    first: int = 0
    last: int = 0
    score: float | None = None

    @property
    def key(self) -> Key:
        """What the chat is known by."""
        return self.provider, self.account_id, self.conversation_id


class Matches(NamedTuple):
    """Chats of one page, and how many chats and messages match in all; ``is_more``: at least so many."""

    found: list[Found]
    chats: int
    messages: int
    is_more: bool = False


def indexed(
    index: sqlite3.Connection, question: Question, chosen: Iterable[int] | None, limit: int | None, offset: int
) -> Matches:
    """What the index answers, with the chats of a page; ``chosen``: none but those of these revisions.

    Without a limit it is every chat: behind those with messages that are ranked come the others, newest first.
    Raises sqlite3.Error where the file is damaged.
    """
    matches = _matches(index, question, chosen, limit, offset, MOST_RANKED)
    if limit is not None or not matches.is_more:
        return matches
    every = _matches(index, replace(question, is_newest_first=True), chosen, None, 0, None)
    ranked = {found.key for found in matches.found}
    others = [found for found in every.found if found.key not in ranked]
    return Matches([*matches.found, *others], every.chats, every.messages)


def said(index: sqlite3.Connection, question: Question, found: Found) -> Found:
    """The same chat with a message in which a wanted word is said, where the best has it in its title alone."""
    if not question.wanted or not found.best:
        return found
    wanted = f"{{body}} : {_either(list(chain.from_iterable(question.wanted)))}"
    bound = {"said": wanted, "best": found.best, "first": found.first, "last": found.last}
    row = index.execute(assets.sql("search_index")["said"], bound).fetchone()
    return found if row is None else found._replace(tour_in=row[0])


def _matches(
    index: sqlite3.Connection,
    question: Question,
    chosen: Iterable[int] | None,
    limit: int | None,
    offset: int,
    most: int | None,
) -> Matches:
    conditions, bound = _conditions(question, chosen)
    bound |= {"limit": -1 if limit is None else limit, "offset": offset}
    statements = assets.sql("search_index")
    if question.wanted:
        wanted = " AND ".join(map(_either, question.wanted))
        bound |= {"match": _placed(question, wanted), "most": -1 if most is None else most}
        bound |= {"is_ranked": not question.is_newest_first, "today": (date.today() - _EPOCH).days}
    matching = statements["hits" if question.wanted else "chats"].format(conditions=conditions)
    rows = index.execute(statements["page"].format(matching=matching), bound).fetchall()
    found = [Found(*row[:-2]) for row in rows]
    if not all(type(number) is int for one in found for number in (one.revision, one.tour_in, one.first, one.last)):
        raise sqlite3.DatabaseError("an index of somebody else's")
    chats, messages = rows[0][-2:] if rows else (0, 0)
    return Matches(found, chats, messages, is_more=bool(question.wanted) and most is not None and messages >= most)


def expression(term: Term) -> str:
    """A term as FTS5 words it; its own tokenizer takes the words apart."""
    words = spaced(term.words).replace('"', " ")
    return f'"{words}"' + (" *" if term.is_prefix else "")


def column(has: Filter) -> str:
    """The column that tells what a filter ``has`` asks for; it is one of ours, as it goes into a statement."""
    return HAS[HAS.index(has.value)]


def _either(terms: Sequence[Term]) -> str:
    return f"({' OR '.join(map(expression, terms))})"


def _placed(question: Question, wanted: str) -> str:
    """What is wanted, where it is to be looked for."""
    place = "title" if question.in_title else "body" if question.in_message else None
    return f"{{{place}}} : ({wanted})" if place else wanted


def _conditions(question: Question, chosen: Iterable[int] | None) -> tuple[str, dict[str, object]]:
    """What else must hold of a message, as SQL that begins with "and", and what is bound in it."""
    told: list[str] = []
    bound: dict[str, object] = {}
    if question.unwanted:
        told.append("messages.id not in (select rowid from words where words match :unwanted)")
        unwanted = _either(question.unwanted)
        bound["unwanted"] = _placed(question, unwanted)
    if question.roles:
        told.append(f"messages.role in ({', '.join(str(SPEAKERS.index(role) + 1) for role in question.roles)})")
    for name, sign in (("since", ">="), ("until", "<=")):
        day = getattr(question, name)
        if day is not None:
            told.append(f"messages.day {sign} :{name}")
            bound[name] = (day - _EPOCH).days
    for one in question.filters:
        if one.name == "has":
            told.append(f"messages.chat {'not ' * one.is_not}in (select chat from chats where {column(one)})")
    if chosen is not None:
        of = "select chat from chats where revision in (select value from json_each(:chosen))"
        told.append(f"messages.chat in ({of})")
        bound["chosen"] = json.dumps(list(chosen))
    return "".join(f" and {one}" for one in told), bound
