"""Which parent a message has when several versions of its conversation tell different ones."""

from collections.abc import Sequence
from typing import Protocol


class Linked(Protocol):
    """A message as one version has it."""

    @property
    def place(self) -> int: ...
    @property
    def node_id(self) -> str: ...
    @property
    def parent_id(self) -> str | None: ...


def graft(links: Sequence[Linked]) -> dict[str, str | None]:
    """The parent of every node: that of the best version (the lowest ``place``) which has the node.

    But where a lesser version puts nodes between the two that the best version lacks (slim exports leave out
    what tools and systems say), its longer way is taken: A -> C and A -> B -> C make A -> B -> C.
    """
    ordered = sorted(links, key=lambda link: link.place)
    best = min((link.place for link in ordered), default=1)
    newest = {link.node_id for link in ordered if link.place == best}
    claims: dict[str, list[str | None]] = {}
    for link in ordered:
        claims.setdefault(link.node_id, []).append(link.parent_id)
    parents = {node: claimed[0] for node, claimed in claims.items()}
    for node, claimed in claims.items():
        for claim in claimed[1:]:
            if claim in parents and claim not in newest and _leads(claims, claim, parents[node], node):
                parents[node] = claim
    return parents


def _leads(claims: dict[str, list[str | None]], start: str | None, goal: str | None, avoid: str) -> bool:
    """Is ``goal`` above ``start`` by what any version says, and ``avoid`` not?"""
    found, waiting, seen = False, [start], {start}
    while waiting:
        node = waiting.pop()
        if node == avoid:
            return False
        above = claims.get(node, []) if node is not None else []
        found = found or goal in above
        waiting += [parent for parent in above if parent not in seen]
        seen.update(above)
    return found
