"""Segment trees over places on a line: when each was last seen, and what was said of each, in logarithmic time.

Times only grow, so that of all that was ever said only what can still be an answer is kept.
"""

from bisect import bisect_left


class Latest:
    """When each of some places was last seen; finds the nearest that was seen since (a segment tree of maxima)."""

    def __init__(self, size: int) -> None:
        self._size = 1 << max(size - 1, 0).bit_length()
        self._seen = [-1] * (2 * self._size)

    def put(self, at: int, time: int) -> None:
        """See a place, no earlier than any before."""
        at += self._size
        while at:
            self._seen[at] = time
            at >>= 1

    def before(self, at: int, since: int) -> int:
        """The last place at or before one that was seen since; -1 if none was."""
        at += self._size
        while self._seen[at] < since:
            while at & 1 == 0:
                at >>= 1
            if at == 1:
                return -1
            at -= 1
        return self._leaf(at, since, 1)

    def behind(self, at: int, since: int) -> int:
        """The first place at or behind one that was seen since; -1 if none was."""
        at += self._size
        while self._seen[at] < since:
            while at & 1:
                at >>= 1
            if at == 0:
                return -1
            at += 1
        return self._leaf(at, since, 0)

    def _leaf(self, at: int, since: int, side: int) -> int:
        while at < self._size:
            at = 2 * at + side
            at = at if self._seen[at] >= since else at ^ 1
        return at - self._size


class Ranges:
    """Ranges of places with a time and a value; finds the most at a place since a time (a segment tree of stacks)."""

    def __init__(self, size: int) -> None:
        self._size = max(size, 1)
        self._stacks: dict[int, tuple[list[int], list[int]]] = {}

    def put(self, begin: int, end: int, time: int, value: int) -> None:
        """Add a value at ``begin`` and all places before ``end``, at no earlier time than any before."""
        begin, end = begin + self._size, end + self._size
        while begin < end:
            if begin & 1:
                self._push(begin, time, value)
                begin += 1
            if end & 1:
                end -= 1
                self._push(end, time, value)
            begin, end = begin >> 1, end >> 1

    def most(self, at: int, since: int) -> int:
        """The greatest value at a place since a time; 0 if there is none."""
        at += self._size
        found = 0
        while at:
            if at in self._stacks:
                times, values = self._stacks[at]
                first = bisect_left(times, since)
                if first < len(values):
                    found = max(found, values[first])
            at >>= 1
        return found

    def _push(self, at: int, time: int, value: int) -> None:
        """What is older and no greater can never be the answer again."""
        times, values = self._stacks.setdefault(at, ([], []))
        while values and values[-1] <= value:
            times.pop()
            values.pop()
        times.append(time)
        values.append(value)
