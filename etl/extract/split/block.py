"""What travels to the workers: a block of whole conversations."""

from dataclasses import dataclass

BLOCK = 2 << 20
"""Bytes of a usual block."""
LARGEST = 128 << 20
"""Bytes above which one conversation is skipped, so that memory stays bounded."""


@dataclass(slots=True)
class Block:
    """Bytes of whole conversations, one behind the other with commas or blanks between.

    ``offset`` is where they begin in the member (near it, for a block that streaming.py made). ``head`` is the
    pattern their first keys match; None if there is none, then each value must be parsed to find the next.
    ``is_alone``: no neighbour can hold the missing half of what does not parse here.
    """

    member: str
    ordinal: int
    offset: int
    data: bytes
    head: bytes | None = None
    is_alone: bool = False
