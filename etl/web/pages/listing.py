"""The list of chats that somebody looks at: what it is narrowed to, and in which order it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from etl.search.find import Matching
from etl.web.data.database import Desk, one_of
from etl.web.data.filters import Row, key, narrowed
from etl.web.data.searching import searched
from etl.web.errors import Refused
from etl.web.pages.grouping import GROUPINGS, arranged, token

_NARROWED = ("q", "in", "category", "provider", "model", "project", "month", "year", "since", "until", "done", "sort")
_BEFORE, _BEHIND = 30, 90
"""Rows of the list that stand beside a chat, before its own and from it on."""


@dataclass(frozen=True, slots=True)
class Listing:
    """``kept`` are the filters that are set; ``rows`` pass them all but ``done``, ``shown`` pass that too."""

    kept: dict[str, str]
    by: str
    done: str
    matching: Matching | None
    rows: Sequence[Row]
    shown: Sequence[Row]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Beside:
    """The list beside an open chat: (heading, rows) around it, and the address of the chat before and behind it."""

    groups: Sequence[tuple[str, Sequence[Row]]]
    before: str | None
    after: str | None


def listing(place: Desk, asked: Mapping[str, str]) -> Listing:
    """What the filters leave. Raises Refused naming the filter whose value means nothing."""
    by = asked.get("by") or "category"
    one_of("by", by, GROUPINGS)
    kept = {name: asked[name] for name in _NARROWED if asked.get(name)}
    matching = searched(place, kept)
    rows = narrowed(place, kept | {"done": "all"}, matching)
    counts = {"all": len(rows), "done": sum(row["is_done"] for row in rows)}
    counts["open"] = counts["all"] - counts["done"]
    done = one_of("done", asked.get("done") or "all", {name: name for name in counts})
    shown = rows if done == "all" else [row for row in rows if row["is_done"] == (done == "done")]
    return Listing(kept, by, done, matching, rows, shown, counts)


def beside(place: Desk, query: str, wanted: Mapping[str, str]) -> Beside:
    """The part of a list that stands beside one of its chats; ``query`` is the list's own, as in its address."""
    try:
        listed = listing(place, dict(parse_qsl(query, max_num_fields=40)))
    except (Refused, ValueError):
        return Beside((), None, None)
    own = (wanted["provider"], wanted["account_id"], wanted["conversation_id"])
    flat = [(name, row) for name, rows in arranged(listed.shown, listed.by).items() for row in rows]
    at = next((number for number, (_, row) in enumerate(flat) if key(row) == own), -1)
    before = token(flat[at - 1][1]) if at > 0 else None
    after = token(flat[at + 1][1]) if 0 <= at < len(flat) - 1 else None
    groups: list[tuple[str, list[Row]]] = []
    for name, row in flat[max(0, at - _BEFORE) : max(0, at) + _BEHIND]:
        if not groups or groups[-1][0] != name:
            groups.append((name, []))
        groups[-1][1].append(row)
    return Beside(groups, before, after)
