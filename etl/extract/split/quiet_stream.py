"""A stream that ends quietly where it breaks, and remembers why."""

from collections.abc import Iterator
from typing import BinaryIO

from etl.rows.loads import Issue


class Source:
    """Takes pieces of a member's stream. ``issue`` tells, after the end, whether it ended too early."""

    def __init__(self, stream: BinaryIO, member: str) -> None:
        self.is_ended = False
        self.issue: Issue | None = None
        self._stream = stream
        self.member = member
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
