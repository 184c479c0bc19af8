"""Where a searched text stands in messages, and what is said around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import duckdb

from etl import assets
from etl.categorize.labels import Key
from etl.web.data.database import Desk, rows
from etl.web.data.filters import Row, key

_BOUND = {
    "providers": "provider",
    "accounts": "account_id",
    "conversations": "conversation_id",
    "nodes": "node_id",
    "revisions": "revision",
}
_ROOM = 40
"""Characters that are shown before the text, and three times as many behind it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with what stands around it; ``asked`` leads from its conversation's address to its message."""

    asked: str
    before: str
    match: str
    after: str


def snippets(
    connection: duckdb.DuckDBPyConnection, hits: Sequence[Mapping[str, Any]], text: str
) -> dict[Key, dict[str, Any]]:
    """The first passage of each conversation, by its key; ``hits`` are rows of queries/web/hits.sql with a node."""
    if not hits:
        return {}
    bound = {name: [hit[column] for hit in hits] for name, column in _BOUND.items()}
    return {key(row): row for row in rows(connection, assets.web_queries()["snippets"], bound | {"text": text})}


def passages(place: Desk, shown: Sequence[Row], text: str) -> dict[Key, Passage]:
    """The first passage of each row whose ``match`` is known, by the row's key."""
    hits = [row["match"] for row in shown if row.get("match")]
    if not hits:
        return {}
    with place.connection() as connection:
        found = snippets(connection, hits, text)
    return {name: _passage(row["node_id"], row["snippet"] or "", text) for name, row in found.items()}


def _passage(node: str, snippet: str, text: str) -> Passage:
    start = snippet.lower().find(text.lower())
    start, end = (start, start + len(text)) if start >= 0 else (0, 0)
    begin = max(0, start - _ROOM)
    before = ("…" if begin else "") + snippet[begin:start]
    asked = f"{urlencode({'at': node})}#n-{quote(node, safe='')}"
    return Passage(asked, before, snippet[start:end], snippet[end : end + 3 * _ROOM])
