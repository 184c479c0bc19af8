"""Which of many earlier requests has the most in common with a prompt: an index by place in the tree and by time.

Comparing each request with each before it is square work; here both cost the logarithm of their number.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from etl.warehouse.pricing.segment_trees import Latest, Ranges


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


def covers(upper: Node, lower: Node) -> bool:
    """Whether a node is the other, or lies above it."""
    return upper.tour_in <= lower.tour_in <= upper.tour_out


class PrefixIndex:
    """The requests of one model, in order of time, as far as ``advance`` was told to take them in.

    Costs nothing before it is first asked.
    """

    def __init__(self, nodes: Sequence[Node], parents: list[int], line: Sequence[Request]) -> None:
        self._nodes = nodes
        self._parents = parents
        self._line = line
        self._taken = 0
        self._jumps: list[int] = []

    def advance(self, count: int) -> None:
        """Take in the first ``count`` requests, never fewer than before."""
        if not self._jumps:
            self._begin()
        for place in range(self._taken, count):
            self._take(place, self._line[place])
        self._taken = max(self._taken, count)

    def most(self, request: Request, age: int) -> tuple[int, int]:
        """Tokens that the prompt, and those that prompt or answer, of one taken in has in common with a request.

        Of those at most ``age`` old, and of those not older than the latest whose whole answer lies above.
        """
        above = self._nodes[request.above]
        at = bisect_left(self._tours, above.tour_in)
        since = max(bisect_left(self._times, (request.time or 0) - age), self._answered.most(at, 0))
        opened = self._opened.most(at, since)
        return max(opened, self._deepest(self._prompts, request.above, at, since)), max(
            opened, self._deepest(self._answers, request.above, at, since)
        )

    def _begin(self) -> None:
        self._jumps = _jumps(self._parents)
        places = {place for one in self._line for place in (one.above, one.last) if place != -1}
        self._tours = [self._nodes[place].tour_in for place in sorted(places)]
        self._places = sorted(places)
        self._times = [one.time or 0 for one in self._line]
        self._prompts, self._answers = Latest(len(places)), Latest(len(places))
        self._opened, self._answered = Ranges(len(places)), Ranges(len(places))

    def _take(self, place: int, one: Request) -> None:
        last = self._nodes[one.last]
        self._answers.put(bisect_left(self._tours, last.tour_in), place)
        self._answered.put(*self._below(last), place, place)
        if one.above == -1:
            return
        above, first = self._nodes[one.above], self._nodes[one.first]
        begin = bisect_left(self._tours, above.tour_in)
        self._prompts.put(begin, place)
        for range_ in ((begin, begin + 1), self._below(first)):
            self._opened.put(*range_, place, above.inclusive + first.priming)

    def _below(self, node: Node) -> tuple[int, int]:
        return bisect_left(self._tours, node.tour_in), bisect_right(self._tours, node.tour_out)

    def _deepest(self, latest: Latest, place: int, at: int, since: int) -> int:
        """Tokens down to the deepest node above a place and above one seen since: a neighbour on the walk tells it."""
        neighbours = latest.before(at, since), latest.behind(at, since)
        return max((self._shared(self._places[one], place) for one in neighbours if one != -1), default=0)

    def _shared(self, place: int, other: int) -> int:
        """Tokens down to the deepest node that lies above, or is, both; 0 if none does."""
        while place != -1 and not covers(self._nodes[place], self._nodes[other]):
            far = self._jumps[place]
            is_near = far == -1 or covers(self._nodes[far], self._nodes[other])
            place = self._parents[place] if is_near else far
        return 0 if place == -1 else self._nodes[place].inclusive


def _jumps(parents: list[int]) -> list[int]:
    """A far ancestor of each node, chosen so that any is reached in logarithmic time (Myers 1983, skew-binary)."""
    depths, jumps = [0] * len(parents), [-1] * len(parents)
    for place, parent in enumerate(parents):
        if parent == -1:
            continue
        depths[place] = depths[parent] + 1
        far = jumps[parent]
        farther = -1 if far == -1 else jumps[far]
        if far != -1 and farther != -1 and depths[parent] - depths[far] == depths[far] - depths[farther]:
            jumps[place] = farther
        else:
            jumps[place] = parent
    return jumps
