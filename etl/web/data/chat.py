"""A chat as the database has it: the way through its tree that is asked for, and the rows of a page of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb
from starlette.exceptions import HTTPException

from etl import assets
from etl.export.branches import Step, way
from etl.web.data.database import Desk, rows
from etl.web.data.filters import Row
from etl.web.texts.markdown import LONGEST

_SIGNS = re.compile(r"[*_`#|\\>$~\s]{1,200}|[:-]{3,}")
"""Of a passage that is shown in a line, what only lays it out."""
AT_ONCE = 300
"""Messages on a page of a long chat."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in its first words, and the page it is on."""

    node: str
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Chat:
    """``here`` is the part of the way on this page; ``behind`` are nodes of it that nobody is shown.

    ``asked`` are the person's questions on the whole way, ``found`` the messages with the words that are looked for.
    ``through`` is a node that the way leads through, None for the way that the product shows.
    """

    about: Row
    here: Sequence[Step]
    behind: set[str]
    number: int
    pages: int
    through: str | None
    texts: Mapping[str, Row]
    calls: Sequence[Row]
    citations: Sequence[Row]
    attachments: Sequence[Row]
    asked: Sequence[Asked]
    found: Sequence[Row]


def read(place: Desk, key: Mapping[str, str], asked: Mapping[str, str]) -> Chat:
    """The chat, on the way through the node ``through`` or ``at``, and the page ``page`` or the one that holds ``at``.

    Raises HTTPException where there is no such chat.
    """
    queries, at = assets.web_queries(), asked.get("at")
    wish = asked.get("through") or at
    words = asked.get("find", "").strip()
    with place.connection() as connection:
        about = rows(connection, queries["conversation"], key)
        if not about:
            raise HTTPException(404)
        nodes = rows(connection, queries["nodes"], key)
        behind = {node["node_id"] for node in nodes if node["is_behind"]}
        shown, steps = way(nodes), way(nodes, wish)
        number, pages = _number(asked.get("page", ""), at, steps, behind)
        here = [step for step, page in _paged(steps, behind) if page == number]
        bound = {**key, "nodes": [step.node for step in here]}
        texts = rows(connection, queries["texts"], bound | {"longest": LONGEST + 1})
        beside = {name: rows(connection, queries[name], bound) for name in ("calls", "citations", "attachments")}
        questions = {row["node_id"]: row["text"] for row in rows(connection, queries["asked"], key)}
        hits = _hits(connection, key, words) if words else []
    is_other = [step.node for step in steps] != [step.node for step in shown]
    return Chat(
        about[0],
        here,
        behind,
        number,
        pages,
        wish if is_other else None,
        {row["node_id"]: row for row in texts},
        **beside,
        asked=[
            Asked(step.node, questions[step.node], page)
            for step, page in _paged(steps, behind)
            if step.node in questions and step.node not in behind
        ],
        found=hits,
    )


def _hits(connection: duckdb.DuckDBPyConnection, key: Mapping[str, str], words: str) -> list[Row]:
    """The messages with some words, each with a passage on one line."""
    found = rows(connection, assets.web_queries()["find"], {**key, "words": words})
    return [row | {"passage": _SIGNS.sub(" ", row["passage"])} for row in found]


def _paged(steps: Sequence[Step], behind: set[str]) -> Iterator[tuple[Step, int]]:
    """Each step of the way with the number of its page; what is not shown goes with what follows it."""
    count = 0
    for step in steps:
        yield step, count // AT_ONCE + 1
        count += step.node not in behind


def _number(text: str, at: str | None, steps: Sequence[Step], behind: set[str]) -> tuple[int, int]:
    """The page that is asked for, else the one with the node to go to, and how many there are."""
    pages = max(1, -(-sum(step.node not in behind for step in steps) // AT_ONCE))
    is_number = text.isascii() and text.isdigit() and len(text) < 7
    wanted = int(text) if is_number else next((page for step, page in _paged(steps, behind) if step.node == at), 1)
    return min(max(1, wanted), pages), pages
