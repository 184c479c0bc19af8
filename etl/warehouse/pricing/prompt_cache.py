"""What requests of one conversation share: which texts are new, and how much of a prompt was sent shortly before.

These are facts of the tree and of the clock alone; what a vendor makes of them stands in core.cache_rules.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

MINUTE = 60_000_000
"""Microseconds."""

LONGEST = 60 * MINUTE
"""No reuse is looked for beyond an hour: no vendor keeps a prompt for longer without being asked to."""


class Node(NamedTuple):
    """A message on the walk around its tree.

    ``inclusive``: tokens, framing included, of everything down to it and of itself; ``once``: its own tokens, if it
    is input; ``step``: 1 where a request begins, 2 where one goes on, else 0. ``model_slug`` and ``time``
    (microseconds) are those of the request that begins.
    """

    tour_in: int
    tour_out: int
    inclusive: int
    once: int
    priming: int
    step: int
    model_slug: str | None
    time: int | None


@dataclass(slots=True)
class Request:
    """A request: the places of its first node, of the one above (-1: none) and of its last; and what is found out.

    ``reuse_prompt_5m`` and its like: tokens at the beginning of its input that the prompt (``full``: or the answer)
    of a request of the same model had, at most so many minutes earlier.
    """

    first: int
    above: int
    last: int
    model_slug: str | None
    time: int | None
    tour_in: int
    input_once: int = 0
    reuse_prompt_5m: int = 0
    reuse_prompt_30m: int = 0
    reuse_prompt_60m: int = 0
    reuse_full_10m: int = 0
    reuse_full_60m: int = 0


def walk(nodes: Sequence[Node]) -> list[Request]:
    """The requests of one conversation, from its nodes in tour order, in that order."""
    parents, found = _requests(nodes)
    if found:
        _count_once(nodes, found)
    if len(found) > 1:
        _look_back(nodes, parents, found)
    return found


def _requests(nodes: Sequence[Node]) -> tuple[list[int], list[Request]]:
    """The place of each node's parent, and the requests. The nodes of one follow each other on the walk."""
    parents: list[int] = []
    found: list[Request] = []
    path: list[int] = []
    is_open = False
    for place, node in enumerate(nodes):
        while path and nodes[path[-1]].tour_out < node.tour_in:
            path.pop()
        above = path[-1] if path else -1
        if node.step == 1:
            found.append(Request(place, above, place, node.model_slug, node.time, node.tour_in))
            is_open = True
        elif node.step == 2 and is_open:
            found[-1].last = place
        else:
            is_open = False
        parents.append(above)
        path.append(place)
    return parents, found


def _count_once(nodes: Sequence[Node], found: list[Request]) -> None:
    """Give each text to the first request below it; texts that no answer follows were never sent."""
    waiting = len(found) - 1
    following: Request | None = None
    for place in range(len(nodes) - 1, -1, -1):
        node = nodes[place]
        if following is not None and node.once and following.tour_in < node.tour_out:
            following.input_once += node.once
        if waiting >= 0 and found[waiting].first == place:
            following = found[waiting]
            waiting -= 1


def _look_back(nodes: Sequence[Node], parents: list[int], found: list[Request]) -> None:
    """Compare each request with those of its model in the hour before it, the latest first."""
    earlier: dict[str, list[Request]] = {}
    for request in sorted((one for one in found if one.time is not None), key=attrgetter("time")):
        line = earlier.setdefault(request.model_slug or "", [])
        if request.above != -1:
            for one in _recent(line, request):
                if _share(nodes, parents, request, one):
                    break
        line.append(request)


def _recent(line: list[Request], request: Request) -> Iterator[Request]:
    for one in reversed(line):
        if _age(request, one) > LONGEST:
            return
        yield one


def _age(request: Request, one: Request) -> int:
    return (request.time or 0) - (one.time or 0)


def _share(nodes: Sequence[Node], parents: list[int], request: Request, one: Request) -> bool:
    """Note what both have in common; True if nothing older can have more: its whole answer lies above."""
    age = _age(request, one)
    deepest = _meet(nodes, parents, one.last, request.above)
    if deepest == -1:
        return False
    full = prompt = nodes[deepest].inclusive
    if one.above == -1:
        prompt = 0
    elif one.above == request.above or _covers(nodes[one.first], nodes[request.above]):
        prompt = nodes[one.above].inclusive + nodes[one.first].priming
        full = max(full, prompt)
    request.reuse_prompt_60m = max(request.reuse_prompt_60m, prompt)
    request.reuse_full_60m = max(request.reuse_full_60m, full)
    if age <= 30 * MINUTE:
        request.reuse_prompt_30m = max(request.reuse_prompt_30m, prompt)
    if age <= 10 * MINUTE:
        request.reuse_full_10m = max(request.reuse_full_10m, full)
    if age <= 5 * MINUTE:
        request.reuse_prompt_5m = max(request.reuse_prompt_5m, prompt)
    return deepest == one.last


def _meet(nodes: Sequence[Node], parents: list[int], place: int, other: int) -> int:
    """The deepest node that lies above, or is, both; -1 if none does."""
    while place != -1 and not _covers(nodes[place], nodes[other]):
        place = parents[place]
    return place


def _covers(upper: Node, lower: Node) -> bool:
    return upper.tour_in <= lower.tour_in <= upper.tour_out
