"""What stands between a hostile stream and ijson's C parser."""

import codecs

from etl.extract.split.quiet_stream import Source
from etl.extract.split.surrogates import mended

_ESCAPE = len(rb"\ud83d\ude00")


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


def _safe(data: bytes) -> int:
    """Where to stop so that no escape, and no pair of them, is torn apart."""
    at = data.find(b"\\", max(len(data) - _ESCAPE, 0))
    while at > 0 and data[at - 1 : at] == b"\\":
        at -= 1
    return len(data) if at < 0 else at
