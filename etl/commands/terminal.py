"""Standard output and errors where they are a terminal: nothing that is printed can move its cursor or give it orders.

What is printed comes from others too: titles, names of files and of members of zips, models, words of exceptions.
Files and pipes keep their bytes.
"""

from __future__ import annotations

import codecs
import io
import sys
from typing import IO, TYPE_CHECKING, BinaryIO, TextIO, cast

from etl.reporting.controls import visible

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def guard() -> None:
    """Let standard output and errors, each if it is a terminal, show controls as escapes; again, nothing changes."""
    sys.stdout, sys.stderr = _guarded(sys.stdout), _guarded(sys.stderr)


def trusted(stream: TextIO) -> IO[str]:
    """The terminal behind a guarded stream, for colours and bars of our own; any other stream as it is."""
    return stream.terminal if isinstance(stream, _Guarded) else stream


class _Guarded(io.TextIOWrapper):
    """Text for a terminal."""

    def __init__(self, terminal: TextIO) -> None:
        self.terminal = terminal
        shown = cast("BinaryIO", _Shown(terminal.buffer, terminal.encoding))
        super().__init__(shown, terminal.encoding, terminal.errors, line_buffering=True)


class _Shown(io.BufferedIOBase):
    """Bytes for a terminal; a character may come in pieces."""

    def __init__(self, terminal: BinaryIO, encoding: str) -> None:
        self._terminal = terminal
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)("backslashreplace")

    def write(self, data: ReadableBuffer, /) -> int:
        """Write what the terminal may show of it."""
        text = visible(self._decoder.decode(bytes(data)))
        self._terminal.write(text.encode(self._encoding, "backslashreplace"))
        return memoryview(data).nbytes

    def flush(self) -> None:
        self._terminal.flush()

    def close(self) -> None:
        """The terminal is not ours to close."""
        self.flush()

    def fileno(self) -> int:
        return self._terminal.fileno()

    def isatty(self) -> bool:
        return True

    def writable(self) -> bool:
        return True


def _guarded(stream: TextIO) -> TextIO:
    is_bare = stream is not None and not isinstance(stream, _Guarded) and hasattr(stream, "buffer")
    return _Guarded(stream) if is_bare and stream.isatty() else stream
