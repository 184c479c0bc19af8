"""A log of events -> one conversation of all its rows."""

from collections.abc import Callable, Container
from hashlib import blake2b
from io import BytesIO
from typing import Any

from etl.extract.parse.decoders import parsed
from etl.extract.parse.fallback import walk
from etl.extract.parse.result import Reading, Slice
from etl.extract.split.block import Block
from etl.rows.loads import Issue
from etl.rows.types import Raw

_BOM = b"\xef\xbb\xbf"
_BLANK = b" \t\r\n\0"


def read_log(block: Block, known: Container[bytes], use: Callable[[Raw], Any]) -> Reading:
    """The block as one slice: ``{"rows": its objects, "member": its name}``.

    Lines that hold something else, or nothing that can be read, are noted with their place.
    """
    digest = blake2b(block.data, digest_size=16).digest()
    if digest in known:
        return Reading(unchanged=[digest])
    reading, rows, offset = Reading(), list[object](), block.offset
    for number, line in enumerate(BytesIO(block.data)):
        piece = (line if number else line.removeprefix(_BOM)).strip(_BLANK)
        try:
            if piece:
                rows.append(parsed(piece))
        except (ValueError, RecursionError):
            rows += _odd(piece, offset, block.member, reading)
        offset += len(line)
    raw: Raw = {"rows": rows, "member": block.member}
    reading.slices.append(Slice(use(raw), digest, block.offset, len(block.data)))
    return reading


def _odd(piece: bytes, offset: int, member: str, reading: Reading) -> list[object]:
    """The objects in a line that is not simply one."""
    odd = walk(piece)
    objects: list[object] = [found.value for found in odd.found if isinstance(found.value, dict)]
    if len(objects) < len(odd.found):
        reading.issues.append(Issue("warning", "not an object", member, offset))
    if odd.trouble:
        reason = "damaged" if odd.trouble == "unbalanced" else odd.trouble
        reading.issues.append(Issue("warning", reason, member, offset))
    elif odd.is_mended:
        reading.issues.append(Issue("note", "mended", member, offset))
    return objects
