"""What stands between hostile bytes and the parsers: streams that break, UTF-8 that is none, lone surrogates.

JSON escapes can spell half a surrogate pair, but no text can hold one.
"""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from etl.rows.loads import Issue

_ESCAPES = re.compile(rb"(?<!\\)(\\++)u([dD][89a-fA-F][0-9a-fA-F]{2})(\\u[dD][c-fC-F][0-9a-fA-F]{2})?")
_SUSPICIOUS = re.compile(
    rb"\\u[dD](?:"
    rb"(?<=\\\\u[dD])"
    rb"|[89abAB]..(?!\\u[dD][c-fC-F])"
    rb"|(?<!\\u[dD][89abAB]..\\u[dD])[c-fC-F])",
    re.DOTALL,
)
"""A surrogate without its other half at its side, or behind two backslashes: a closer look is needed."""

_HIGH = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}")
"""The first half of a pair."""

_HALF, _LONGEST = len(rb"\ud83d"), len(rb"\ud83d\ude00")
"""Bytes of an escape, and of a pair of them."""


def mended(data: bytes) -> bytes:
    r"""The same JSON, every ``\ud800`` to ``\udfff`` outside a proper pair replaced by ``\ufffd``."""
    return _ESCAPES.sub(_mend, data) if _SUSPICIOUS.search(data) else data


class Source:
    """A member's stream that ends quietly where it breaks; ``issue`` tells, after the end, whether it did so early."""

    def __init__(self, stream: BinaryIO, member: str) -> None:
        self.member = member
        self.is_ended = False
        self.issue: Issue | None = None
        self._stream = stream
        self._position = 0

    def take(self, size: int) -> bytes:
        """The next ``size`` bytes; fewer only at the end."""
        parts = list(self._parts(size))
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _parts(self, size: int) -> Iterator[bytes]:
        while size > 0 and not self.is_ended:
            part = self._read(size)
            self.is_ended = not part
            self._position += len(part)
            size -= len(part)
            yield part

    def _read(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except OSError as error:
            detail = error.strerror or str(error)
            self.issue = Issue("warning", "file is broken", self.member, self._position, detail=detail)
            return b""


class TooLargeError(Exception):
    """One conversation has more bytes than may be held."""


class Guard:
    """A stream of valid UTF-8 without lone surrogates that refuses to feed one conversation for ever.

    ``position`` is how many bytes of the member were read; call ``delivered`` at each conversation's end.
    """

    def __init__(self, begun: bytes, source: Source, position: int, largest: int) -> None:
        self.position = position
        self._begun = begun
        self._source = source
        self._largest = largest
        self._since = position
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = b""

    def delivered(self) -> None:
        """A conversation has ended here."""
        self._since = self.position

    def read(self, size: int) -> bytes:
        """The next bytes, about ``size`` of them; none only at the end."""
        if size <= 0:
            return b""
        if self.position - self._since > self._largest:
            raise TooLargeError
        piece = self._begun[:size] or self._source.take(size)
        self._begun = self._begun[size:]
        self.position += len(piece)
        whole = self._held + self._decoder.decode(piece, final=not piece).encode()
        cut = _safe(whole) if piece else len(whole)
        self._held = whole[cut:]
        return mended(whole[:cut]) or (self.read(size) if piece else b"")


def _mend(match: re.Match[bytes]) -> bytes:
    slashes, first, second = match.groups()
    if len(slashes) % 2 == 0:
        return slashes + b"u" + first + (rb"\ufffd" if second else b"")
    if second and first[1:2] in b"89abAB":
        return match[0]
    return slashes + b"ufffd" + (rb"\ufffd" if second else b"")


def _safe(data: bytes) -> int:
    """Where to stop so that no escape, and no pair of them, is torn apart.

    Of a run of backslashes an even number may go: what remains means the same.
    """
    at = data.find(b"\\", max(len(data) - _LONGEST, 0))
    if at < 0:
        return len(data)
    if at >= _HALF and _HIGH.match(data, at - _HALF):
        at -= _HALF
    return at - (at - len(data[:at].rstrip(b"\\"))) % 2
