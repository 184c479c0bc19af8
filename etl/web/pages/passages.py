"""Where in the conversations of a list the searched text stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from etl import assets
from etl.web.chosen import Row, key
from etl.web.database import Desk, rows

_ROOM = 40
"""Characters that are shown before the text, and three times as many behind it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with what stands around it; ``asked`` leads from its conversation's address to its message."""

    asked: str
    before: str
    match: str
    after: str


def passages(place: Desk, shown: Sequence[Row], text: str) -> dict[tuple[str, str, str], Passage]:
    """The first passage of each row whose ``match`` is known, by the row's key."""
    hits = [row["match"] for row in shown if row.get("match")]
    if not hits:
        return {}
    named = {"providers": "provider", "accounts": "account_id", "conversations": "conversation_id", "nodes": "node_id"}
    bound = {name: [hit[column] for hit in hits] for name, column in (named | {"revisions": "revision"}).items()}
    with place.connection() as connection:
        found = rows(connection, assets.web_queries()["snippets"], bound | {"text": text})
    return {key(row): _passage(row["node_id"], row["snippet"] or "", text) for row in found}


def _passage(node: str, snippet: str, text: str) -> Passage:
    start = snippet.lower().find(text.lower())
    start, end = (start, start + len(text)) if start >= 0 else (0, 0)
    begin = max(0, start - _ROOM)
    before = ("…" if begin else "") + snippet[begin:start]
    asked = f"{urlencode({'at': node})}#n-{quote(node, safe='')}"
    return Passage(asked, before, snippet[start:end], snippet[end : end + 3 * _ROOM])
