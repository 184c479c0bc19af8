"""What requests of one conversation share: which texts are new, and how much of a prompt was sent shortly before.

These are facts of the tree and of the clock alone; what a vendor makes of them stands in core.cache_rules.
"""

from collections.abc import Sequence
from operator import attrgetter

from etl.warehouse.pricing.prefix_index import Node, PrefixIndex, Request, covers

MINUTE = 60_000_000
"""Microseconds."""

LONGEST = 60 * MINUTE
"""No reuse is looked for beyond an hour: no vendor keeps a prompt for longer without being asked to."""

PATIENCE = 32
"""Nearly every request is told by the one before it; an index would cost more than a few steps."""


def walk(nodes: Sequence[Node], patience: int = PATIENCE) -> list[Request]:
    """The requests of one conversation, from its nodes in tour order, in that order.

    ``patience``: steps back that are taken for one request before all of its model are indexed; the result is the same.
    """
    parents, found = _requests(nodes)
    if found:
        _count_once(nodes, found)
    if len(found) > 1:
        _look_back(nodes, parents, found, patience)
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


def _look_back(nodes: Sequence[Node], parents: list[int], found: list[Request], patience: int) -> None:
    """Compare each request with those of its model in the hour before it."""
    lines: dict[str, list[Request]] = {}
    for request in sorted((one for one in found if one.time is not None), key=attrgetter("time")):
        lines.setdefault(request.model_slug or "", []).append(request)
    for line in lines.values():
        index = PrefixIndex(nodes, parents, line)
        for place, request in enumerate(line):
            if request.above != -1 and not _is_settled(nodes, parents, line, place, patience):
                index.advance(place)
                for age in (5 * MINUTE, 10 * MINUTE, 30 * MINUTE, LONGEST):
                    _note(request, age, *index.most(request, age))


def _is_settled(nodes: Sequence[Node], parents: list[int], line: list[Request], place: int, patience: int) -> bool:
    """Compare a request with those before it, the latest first; False if that takes too many steps.

    Nothing older can have more than one whose whole answer lies above, and nothing older than an hour counts.
    """
    request = line[place]
    while place and patience > 0:
        place -= 1
        one = line[place]
        age = (request.time or 0) - (one.time or 0)
        if age > LONGEST:
            return True
        deepest = one.last
        while deepest != -1 and patience > 0 and not covers(nodes[deepest], nodes[request.above]):
            deepest = parents[deepest]
            patience -= 1
        patience -= 1
        if patience >= 0 and deepest != -1:
            _note(request, age, *_common(nodes, request, one, deepest))
            if deepest == one.last:
                return True
    return place == 0 and patience >= 0


def _common(nodes: Sequence[Node], request: Request, one: Request, deepest: int) -> tuple[int, int]:
    """Tokens that the prompt of ``one``, and those that its answer, has in common with a request."""
    full = prompt = nodes[deepest].inclusive
    if one.above == -1:
        prompt = 0
    elif one.above == request.above or covers(nodes[one.first], nodes[request.above]):
        prompt = nodes[one.above].inclusive + nodes[one.first].priming
        full = max(full, prompt)
    return prompt, full


def _note(request: Request, age: int, prompt: int, full: int) -> None:
    request.reuse_prompt_60m = max(request.reuse_prompt_60m, prompt)
    request.reuse_full_60m = max(request.reuse_full_60m, full)
    if age <= 30 * MINUTE:
        request.reuse_prompt_30m = max(request.reuse_prompt_30m, prompt)
    if age <= 10 * MINUTE:
        request.reuse_full_10m = max(request.reuse_full_10m, full)
    if age <= 5 * MINUTE:
        request.reuse_prompt_5m = max(request.reuse_prompt_5m, prompt)
