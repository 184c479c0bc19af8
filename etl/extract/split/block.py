"""What travels to the workers: a block of whole conversations, or all of a log."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from etl.extract.split.guard import Source
from etl.rows.loads import Issue

BLOCK = 2 << 20
"""Bytes of a usual block."""
LARGEST = 128 << 20
"""Bytes above which one conversation is skipped, so that memory stays bounded."""


@dataclass(slots=True)
class Block:
    """Bytes of whole conversations, one behind the other with commas or blanks between.

    ``offset`` is where they begin in the member (near it, for a block that streaming.py made). ``head`` is the
    pattern their first keys match; None if there is none, then each value must be parsed to find the next.
    ``is_alone``: no neighbour can hold the missing half of what does not parse here. ``is_log``: all of a file
    whose lines are the events of one conversation.
    """

    member: str
    ordinal: int
    offset: int
    data: bytes
    head: bytes | None = None
    is_alone: bool = False
    is_log: bool = False


def whole(stream: BinaryIO, member: str, *, largest: int = LARGEST) -> Iterator[Block | Issue]:
    """The block of a session's log, which is one conversation, and what was odd about it.

    A log above ``largest`` bytes is skipped with an issue.
    """
    source = Source(stream, member)
    data = source.take(largest + 1)
    if len(data) > largest:
        yield Issue("warning", "too large", member, 0, detail=f"a log of more than {largest} bytes was skipped")
        return
    yield Block(member, 0, 0, data, is_alone=True, is_log=True)
    if source.issue:
        yield source.issue
