"""A session's log is one conversation: the whole file is one block."""

from collections.abc import Iterator
from typing import BinaryIO

from etl.extract.split.block import LARGEST, Block
from etl.extract.split.quiet_stream import Source
from etl.rows.loads import Issue


def whole(stream: BinaryIO, member: str, *, largest: int = LARGEST) -> Iterator[Block | Issue]:
    """All of a log as a block, and what was odd about it; one above ``largest`` bytes is skipped with an issue."""
    source = Source(stream, member)
    data = source.take(largest + 1)
    if len(data) > largest:
        yield Issue("warning", "too large", member, 0, detail=f"a log of more than {largest} bytes was skipped")
        return
    yield Block(member, 0, 0, data, is_alone=True, is_log=True)
    if source.issue:
        yield source.issue
