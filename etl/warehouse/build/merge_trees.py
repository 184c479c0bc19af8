"""The tree of a conversation whose messages come from several versions: its parents chosen, its nodes numbered anew."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import groupby
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from etl import assets
from etl.rows.conversation import Conversation, Flat
from etl.rows.details import MessageTokens
from etl.rows.message import Message
from etl.transform.count.contexts import add_contexts
from etl.transform.tree import Tree, number

_ROWS = 20_000
_FARTHEST = 1_000
"""Nodes that are looked through for a longer way between two."""


Claims = dict[Any, list[str | None]]
"""The parents of each node, as the versions have them."""


class Link(NamedTuple):
    """A message as one version has it: ``place`` 1 is the best version, ``kept`` says its row is the best."""

    number: int
    place: int
    kept: bool
    revision: int
    node_id: str
    parent_id: str | None
    position: int
    depth: int
    created_at: int | None
    role: str | None
    is_current: bool
    in_context: bool
    tokens: int | None
    encoding: str | None
    others: list[dict[str, object]] | None
    usage_id: str | None


_SCHEMA = pa.schema(
    {
        "revision": pa.int64(),
        "node_id": pa.string(),
        "parent_id": pa.string(),
        "depth": pa.int32(),
        "sibling_index": pa.int32(),
        "siblings": pa.int32(),
        "branch_index": pa.int32(),
        "is_current": pa.bool_(),
        "tour_in": pa.int32(),
        "tour_out": pa.int32(),
        "context_tokens": pa.int64(),
        "context_messages": pa.int32(),
        "request_node_id": pa.string(),
    }
)


def regrow(connection: duckdb.DuckDBPyConnection) -> bool:
    """Fill temp.grown with the new numbers of every message of each conversation that keeps older messages.

    Reads temp.ranked and temp.kept. False, and no table, if there is no such conversation.
    """
    connection.execute(assets.sql("build")["list_links"])
    batches = list(_batches(_fetch(connection)))
    if not batches:
        return False
    reader = pa.RecordBatchReader.from_batches(_SCHEMA, batches)
    connection.register("grown_rows", reader)
    connection.execute("create or replace temp table grown as from grown_rows")
    connection.unregister("grown_rows")
    return True


def _fetch(connection: duckdb.DuckDBPyConnection) -> Iterator[Link]:
    while rows := connection.fetchmany(_ROWS):
        yield from map(Link._make, rows)


def _batches(links: Iterable[Link]) -> Iterator[pa.RecordBatch]:
    rows: list[tuple[object, ...]] = []
    for _, group in groupby(links, key=lambda link: link.number):
        rows += _grow(list(group))
        if len(rows) >= _ROWS:
            yield _batch(rows)
            rows = []
    if rows:
        yield _batch(rows)


def _batch(rows: list[tuple[object, ...]]) -> pa.RecordBatch:
    columns = zip(_SCHEMA, zip(*rows, strict=True), strict=True)
    return pa.RecordBatch.from_arrays([pa.array(cells, of.type) for of, cells in columns], schema=_SCHEMA)


def _grow(links: list[Link]) -> Iterator[tuple[object, ...]]:
    """The new numbers of one conversation's messages, in the order of _SCHEMA."""
    parents = _graft(links)
    nodes = sorted((link for link in links if link.kept), key=lambda link: (link.place, link.position))
    shown = [link for link in nodes if link.place == 1 and link.is_current]
    tree = number(
        [link.node_id for link in nodes],
        [parents[link.node_id] for link in nodes],
        [link.created_at for link in nodes],
        [link.role == "assistant" for link in nodes],
        max(shown, key=lambda link: link.depth).node_id if shown else None,
    )
    depths = _depths(nodes, tree)
    contexts = _contexts(nodes, tree)
    answers: dict[str, str] = {}
    for place in tree.order:
        link, request = nodes[place], tree.requests[place]
        head = None if request == -1 else nodes[request].node_id
        if link.usage_id is not None and link.role == "assistant":
            # One answer of an API is one request, wherever the versions have its rows.
            head = answers.setdefault(link.usage_id, link.node_id)
        yield (
            link.revision,
            link.node_id,
            parents[link.node_id],
            depths[place],
            tree.sibling_indexes[place],
            tree.siblings[place],
            tree.branches[place],
            tree.is_current[place],
            tree.tour_in[place],
            tree.tour_out[place],
            contexts[place].context_tokens,
            contexts[place].context_messages,
            head,
        )


def _graft(links: Sequence[Link]) -> dict[str, str | None]:
    """The parent of every node: that of the best version (the lowest ``place``) which has the node.

    But where a lesser version puts nodes between the two that the best version lacks (slim exports leave out
    what tools and systems say), its longer way is taken: A -> C and A -> B -> C make A -> B -> C.
    """
    ordered = sorted(links, key=lambda link: link.place)
    best = min((link.place for link in ordered), default=1)
    newest = {link.node_id for link in ordered if link.place == best}
    claims: Claims = {}
    for link in ordered:
        claims.setdefault(link.node_id, []).append(link.parent_id)
    parents: dict[str, str | None] = {node: claimed[0] for node, claimed in claims.items()}
    levels = _levels(claims)
    for node, claimed in claims.items():
        for claim in claimed[1:]:
            if claim in parents and claim not in newest and _leads(claims, levels, claim, parents[node], node):
                parents[node] = claim
    return parents


def _levels(claims: Claims) -> dict[str | None, int]:
    """How far below a root each node is, by the longest way; those in or below a circle are left out.

    What hangs on a node that no version has is below no root: its level is negative.
    """
    sorter = TopologicalSorter(claims)
    try:
        sorter.prepare()
    except CycleError:
        pass
    levels: dict[str | None, int] = {}
    while ready := sorter.get_ready():
        for node in ready:
            above = [levels[parent] for parent in claims.get(node, ())]
            deepest = max(map(abs, above), default=0) + 1
            levels[node] = deepest if node is None or any(level > 0 for level in above) else -deepest
        sorter.done(*ready)
    return levels


def _leads(claims: Claims, levels: Mapping[str | None, int], start: str, goal: str | None, avoid: str) -> bool:
    """Is ``goal`` above ``start`` by what any version says, and ``avoid`` not?"""
    is_round = start not in levels
    if goal is None and not is_round:
        return levels[start] > 0
    floor = 0 if is_round else abs(levels.get(goal, 0))
    found, waiting, seen = False, deque([start]), {start}
    while waiting and len(seen) <= _FARTHEST:
        node = waiting.popleft()
        above = claims.get(node, ())
        found = found or goal in above
        if node == avoid or (found and not is_round):
            return node != avoid
        further = {one for one in above if one is not None and (is_round or abs(levels.get(one, 0)) > floor)} - seen
        seen |= further
        waiting += further
    return found and not waiting


def _depths(nodes: list[Link], tree: Tree) -> list[int]:
    """Depths that go on from those of the roots, which may hang on a node that holds no message."""
    depths = [0] * len(nodes)
    for place in tree.order:
        parent = tree.parents[place]
        depths[place] = nodes[place].depth if parent == -1 else depths[parent] + 1
    return depths


def _contexts(nodes: list[Link], tree: Tree) -> list[Message]:
    messages = [
        Message(
            link.node_id,
            tour_in=tree.tour_in[place],
            tour_out=tree.tour_out[place],
            in_context=link.in_context,
            tokens=link.tokens,
            encoding=link.encoding,
        )
        for place, link in enumerate(nodes)
    ]
    flat = Flat(Conversation(""), messages)
    for link in nodes:
        flat.details += [MessageTokens(link.node_id, **other) for other in link.others or ()]  # type: ignore[arg-type]
    add_contexts(flat, frozenset(link.encoding for link in nodes if link.encoding))
    return messages
