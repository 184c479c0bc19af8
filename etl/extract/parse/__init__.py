"""Block -> parsed conversations, without those already known. Runs in the workers; the hot path.

A block that parses proves its cuts: a conversation counts only if it is whole and nothing but a comma
follows. What fails is read again the slow way (fallback.py): glued with what follows if a cut was false, mended,
or reported.
"""

from collections.abc import Callable, Container
from typing import Any

from etl.extract.parse.log import LogReading, read_log
from etl.extract.parse.reader import Reader
from etl.extract.parse.result import Reading, Slice, with_seams
from etl.extract.split.block import Block
from etl.rows.types import Raw

__all__ = ["LogReading", "Reading", "Slice", "read", "read_log", "with_seams"]


def read(block: Block, known: Container[bytes] = frozenset(), use: Callable[[Raw], Any] = lambda raw: raw) -> Reading:
    """Parse the conversations of a block whose digests are not in ``known``.

    ``known`` holds 16-byte BLAKE2b digests of conversations' bytes. ``use`` makes of each conversation what is to
    be kept of it, as soon as it is parsed: parsing all of a block first would drive it out of the processor's cache.
    Never raises for what the block holds.
    """
    return Reader(block, known, use).read()
