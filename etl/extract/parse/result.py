"""What came of reading a block."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from etl.extract.split.block import Block
from etl.rows.loads import Issue

_Read = TypeVar("_Read")


@dataclass(slots=True)
class Slice:
    """One conversation: parsed, with the digest of its bytes, and where they are in the member.

    ``content`` is the conversation itself, or what the caller of ``read`` made of it.
    ``digest`` is None if the bytes between its braces are not known to the byte, as after a repair in their
    midst.
    """

    content: Any
    digest: bytes | None
    offset: int
    length: int


@dataclass(slots=True)
class Reading:
    """A block, read.

    ``unchanged`` are the digests that were known, and were not parsed. ``lead`` and ``rest`` are the
    beginning and the end of the block if they do not parse because it was cut in the wrong place: see
    ``with_seams``.
    """

    slices: list[Slice] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    unchanged: list[bytes] = field(default_factory=list)
    lead: Block | None = None
    rest: Block | None = None

    def digests(self) -> list[bytes] | None:
        """Those of what was parsed; None where reading it again may tell more than they do."""
        found = [piece.digest for piece in self.slices if piece.digest is not None]
        return found if len(found) == len(self.slices) and not self.issues else None


def with_seams(
    found: Iterable[_Read], reading: Callable[[_Read], Reading], again: Callable[[Block], _Read]
) -> Iterator[_Read]:
    """What was made of a member's blocks, in their order, and between them what ``again`` makes of their seams.

    A seam is what two neighbours left over where they were cut in the wrong place: none as a rule. Reading it leaves
    nothing over, it becomes conversations, or issues. ``reading`` tells the reading in what was made of a block.
    """
    before: Reading | None = None
    for one in found:
        after = reading(one)
        yield from map(again, _seam(before, after))
        yield one
        before = after
    yield from map(again, _seam(before, None))


def _seam(before: Reading | None, after: Reading | None) -> list[Block]:
    """The blocks between two readings: one if both halves are there and fit."""
    rest = before.rest if before else None
    lead = after.lead if after else None
    if rest and lead and rest.offset + len(rest.data) == lead.offset:
        return [Block(rest.member, 0, rest.offset, rest.data + lead.data, rest.head or lead.head, is_alone=True)]
    return [block for block in (rest, lead) if block]
