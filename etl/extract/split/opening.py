"""How a file begins and must end: an array, an object around one, or values one behind the other."""

import re
from dataclasses import dataclass

from etl.extract.split.heads import WIDEST, WRAPPER, WRAPPER_END, Bytes

_BOM = b"\xef\xbb\xbf"
_BLANK = re.compile(rb"(?:\xef\xbb\xbf)?\s*+")
_OBJECT = re.compile(rb'\{\s*+"')
_FOREIGN = (b"<", b"%PDF", b"PK", b"\x00")
_VALUE = b'{"-0123456789tfnNI'


@dataclass(frozen=True, slots=True)
class Opening:
    """``at``: where the first conversation is looked for; ``kind``: array, wrapper, values, or damaged."""

    at: int
    kind: str

    @property
    def array_at(self) -> int:
        """Where ijson must begin: at the bracket, if there is one."""
        return self.at - 1 if self.kind in ("array", "wrapper") else self.at


def opening(data: Bytes) -> Opening | None:
    """The opening of a file; None if this is not JSON, or too little of it to tell."""
    blank = _BLANK.match(data)
    at = blank.end() if blank else 0
    first = bytes(data[at : at + 1])
    if not first or (len(data) < len(_BOM) and _BOM.startswith(bytes(data))):
        return None
    if first == b"[":
        return Opening(at + 1, "array")
    if first == b"{" and (wrapper := WRAPPER.match(data, at)):
        return Opening(wrapper.end(), "wrapper")
    if first in _VALUE:
        return Opening(at, "values")
    if data.startswith(_FOREIGN, at) or (found := _OBJECT.search(data, at)) is None:
        return None
    return Opening(found.start(), "damaged")


def without_end(data: bytes, kind: str) -> tuple[bytes, bool]:
    """The last bytes of a file without the brackets that close it, and whether they were there."""
    body = data.rstrip()
    if kind == "wrapper" and (match := WRAPPER_END.search(body, max(len(body) - WIDEST, 0))):
        return body[: match.start()], True
    if kind in ("array", "damaged") and body.endswith(b"]"):
        return body[:-1], True
    return data, kind in ("values", "damaged")
