"""A way through the tree of a conversation, and the other ways at each fork of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """A message on the way. ``place`` of ``siblings`` counts from 1; ``before`` and ``after`` are those beside it."""

    node: str
    place: int
    siblings: int
    before: str | None
    after: str | None


def way(nodes: Sequence[Mapping[str, Any]], through: str | None = None) -> list[Step]:
    """The current path, or the one through a node: its ancestors, then on by what is current, else the newest.

    ``nodes``: rows of queries/web/nodes.sql; siblings stand in their order. An unknown node is no wish.
    """
    known = {str(node["node_id"]): node for node in nodes}
    children: dict[str | None, list[str]] = defaultdict(list)
    for name, node in known.items():
        parent = node["parent_id"] if node["parent_id"] in known else None
        children[parent].append(name)
    if through in known:
        found = _ancestors(known, through)
    else:
        found = [name for name in children[None] if known[name]["is_current"]][:1] or children[None][-1:]
    seen = set(found)
    while found:
        following = [name for name in children[found[-1]] if name not in seen]
        if not following:
            break
        found.append(next((name for name in following if known[name]["is_current"]), following[-1]))
        seen.add(found[-1])
    return [
        _step(name, children[known[name]["parent_id"] if known[name]["parent_id"] in known else None]) for name in found
    ]


def _ancestors(known: Mapping[str, Mapping[str, Any]], node: str | None) -> list[str]:
    """From the root to the node; a circle is cut."""
    found: list[str] = []
    seen: set[str] = set()
    while node is not None and node in known and node not in seen:
        seen.add(node)
        found.append(node)
        node = known[node]["parent_id"]
    return found[::-1]


def _step(name: str, siblings: Sequence[str]) -> Step:
    place = siblings.index(name)
    before = siblings[place - 1] if place else None
    after = siblings[place + 1] if place + 1 < len(siblings) else None
    return Step(name, place + 1, len(siblings), before, after)
