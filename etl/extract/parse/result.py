"""What came of reading a block."""

from dataclasses import dataclass, field
from typing import Any

from etl.extract.split.block import Block
from etl.rows.loads import Issue


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
    ``seams``.
    """

    slices: list[Slice] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    unchanged: list[bytes] = field(default_factory=list)
    lead: Block | None = None
    rest: Block | None = None


def seams(before: Reading | None, after: Reading | None) -> list[Block]:
    """What two neighbouring blocks of a member left over, as blocks to be read once more: none as a rule.

    Call it between all readings of a member, in order, with None before the first and behind the last.
    Reading what it gives leaves nothing over: it becomes conversations, or issues.
    """
    rest = before.rest if before else None
    lead = after.lead if after else None
    if rest and lead and rest.offset + len(rest.data) == lead.offset:
        return [Block(rest.member, 0, rest.offset, rest.data + lead.data, rest.head or lead.head, is_alone=True)]
    return [block for block in (rest, lead) if block]
