"""The plain streaming path: ijson, for conversations that begin with no scalar, so no head is learned."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import ijson

from etl.errors import EtlError
from etl.extract.split.block import Block
from etl.extract.split.guard import Guard, Source, TooLargeError
from etl.extract.split.opening import Opening
from etl.rows.loads import Issue

try:
    from ijson.backends import yajl2_c
except ImportError as error:
    raise EtlError("ijson came without its C part, yajl2_c; install ijson again, as a wheel.") from error

DEEPEST = 500
"""Levels of nesting above which a conversation is none."""
TOLD = 100
"""Values that are no conversation and have an issue of their own: millions of them would fill the memory."""
FEED = 1 << 20
"""Bytes given to ijson at once; with its own 64 KB, long strings cost quadratic time."""

_STARTS = ("start_map", "start_array")
_ENDS = ("end_map", "end_array")


def blocks(source: Source, begun: bytes, start: Opening, size: int, largest: int) -> Iterator[Block | Issue]:
    """Blocks of conversations written anew: compact, in ASCII, one a line.

    ``offset`` is near the place, as ijson tells none. What is no object, or is nested deeper than DEEPEST, is
    passed over with an issue. Ends with an issue where ijson must end: broken syntax, NaN, an integer above
    64 bits, or more than ``largest`` bytes in one conversation.
    """
    bracket = b"[" if start.kind == "damaged" else b""
    guard = Guard(bracket + begun[start.array_at :], source, start.array_at, largest)
    group = _Group(source.member, start.array_at)
    items = _Items(0 if start.kind == "values" else 1)
    trouble, others = None, _Others(source.member)
    try:
        for item in items.read(guard):
            guard.delivered()
            if not isinstance(item, dict):
                yield from others.add("nested too deeply" if item is _TOO_DEEP else "not an object", guard.position)
            elif group.add(item) >= size:
                yield group.block(guard.position)
    except TooLargeError:
        trouble = "too large"
    except (ijson.JSONError, ValueError, OverflowError) as error:
        trouble = "cut off" if "premature EOF" in str(error) else "damaged"
    if group.lines:
        yield group.block(guard.position)
    yield from others.rest()
    if trouble and source.issue is None and not (start.kind == "wrapper" and items.is_closed):
        yield Issue("warning", trouble, source.member, guard.position, detail="nothing behind this place was read")


class _Others:
    """What is no conversation: an issue each for the first of a reason, one for all the rest."""

    def __init__(self, member: str) -> None:
        self._member = member
        self._found: Counter[str] = Counter()
        self._last: dict[str, int] = {}

    def add(self, reason: str, position: int) -> Iterator[Issue]:
        """Count a value, and tell of it if it is one of the first."""
        self._found[reason] += 1
        self._last[reason] = position
        if self._found[reason] <= TOLD:
            yield Issue("warning", reason, self._member, position)

    def rest(self) -> Iterator[Issue]:
        """When all has been read, the others."""
        for reason, values in self._found.items():
            if values > TOLD:
                detail = f"{values - TOLD} values"
                yield Issue("warning", reason, self._member, self._last[reason], detail=detail)


class _Group:
    """Conversations on their way into one block."""

    def __init__(self, member: str, offset: int) -> None:
        self.lines: list[bytes] = []
        self._member = member
        self._offset = offset
        self._ordinal = 0
        self._size = 0

    def add(self, item: dict[str, object]) -> int:
        """Add a conversation; the group's bytes with it."""
        self.lines.append(json.dumps(item, separators=(",", ":")).encode())
        self._size += len(self.lines[-1])
        return self._size

    def block(self, position: int) -> Block:
        """The group as a block; the next one begins at ``position``."""
        made = Block(self._member, self._ordinal, self._offset, b"\n".join(self.lines), is_alone=True)
        self.lines, self._size = [], 0
        self._ordinal, self._offset = self._ordinal + 1, position
        return made


_TOO_DEEP = object()


class _Items:
    """The values at one level of nesting. ijson.items holds every level's path: memory square in depth."""

    def __init__(self, level: int) -> None:
        self.is_closed = False
        self._level = level
        self._builder: Any = None
        self._is_too_deep = False

    def read(self, guard: Guard) -> Iterator[object]:
        events: Iterable[tuple[str, object]] = yajl2_c.basic_parse(
            guard, use_float=True, multiple_values=True, buf_size=FEED
        )
        depth = 0
        for event, value in events:
            if event in _ENDS:
                depth -= 1
                self.is_closed = depth < self._level
            if depth >= self._level and (self._builder or event != "map_key"):
                self._build(event, value, depth)
                if depth == self._level and event not in _STARTS:
                    yield self._built()
            if event in _STARTS:
                depth += 1

    def _build(self, event: str, value: object, depth: int) -> None:
        self._builder = self._builder or ijson.ObjectBuilder()
        if depth < DEEPEST:
            self._builder.event(event, value)
        else:
            self._is_too_deep = True

    def _built(self) -> object:
        item = _TOO_DEEP if self._is_too_deep else self._builder.value
        self._builder, self._is_too_deep = None, False
        return item
