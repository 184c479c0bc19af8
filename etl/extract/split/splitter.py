"""The splitter: pieces of a stream in, blocks of whole conversations out."""

from collections.abc import Iterator
from typing import BinaryIO

from etl.extract.split.block import BLOCK, LARGEST, Block
from etl.extract.split.guard import Source
from etl.extract.split.heads import WIDEST, border, either, last_border, learn, proven
from etl.extract.split.opening import Opening, opening, without_end
from etl.rows.loads import Issue


def blocks(stream: BinaryIO, member: str, *, size: int = BLOCK, largest: int = LARGEST) -> Iterator[Block | Issue]:
    """Cut a member into blocks of about ``size`` bytes, and tell what was odd about it.

    Takes an array of conversations, an object with a list of them, one of them, or several values one behind
    the other (JSON lines), in any layout, with or without BOM. A conversation above ``largest`` bytes is
    skipped with an issue. Never raises for what the bytes hold. Memory stays at a few ``size``, and below
    about twice ``largest`` for files with such giants.
    """
    source = Source(stream, member)
    buffer = bytearray()
    start, head = None, None
    while head is None and not source.is_ended and len(buffer) < BLOCK:
        buffer += source.take(size)
        start = opening(buffer)
        head = learn(buffer, start.at) if start else None
    if start and (head is None or last_border(head, buffer, start.at) is None):
        head = either(head, proven(buffer[start.at :])[1])
    if start is None:
        yield Issue("warning", "not JSON" if buffer.strip() else "empty", member, 0)
    elif head is None and not source.is_ended:
        from etl.extract.split import streaming

        yield from streaming.blocks(source, bytes(buffer), start, size, largest)
    else:
        yield from _Cutter(source, buffer, start, head, (size, largest)).blocks()
    if source.issue:
        yield source.issue


class _Cutter:
    def __init__(
        self, source: Source, buffer: bytearray, start: Opening, head: bytes | None, limits: tuple[int, int]
    ) -> None:
        self._source = source
        self._buffer = buffer
        self._kind = start.kind
        self._head = head
        self._size, self._largest = limits
        self._offset = 0
        self._ordinal = 0
        self._searched = 0
        self._drop(start.at)

    def blocks(self) -> Iterator[Block | Issue]:
        if self._kind == "damaged":
            yield self._issue("damaged", 0, f"{self._offset} bytes at the beginning of the file")
        while not self._source.is_ended:
            at = self._border()
            if at:
                yield self._block(bytes(memoryview(self._buffer)[:at]))
                self._drop(at)
            self._searched = len(self._buffer)
            if self._searched > self._largest:
                yield from self._skip()
            self._buffer += self._source.take(self._size)
        yield from self._rest()

    def _border(self) -> int | None:
        """Where the last conversation begun in the buffer begins; None if the first is still going on."""
        if self._head is None:
            return None
        at = last_border(self._head, self._buffer, max(self._searched - WIDEST, 1))
        if at is None and 2 * self._size <= len(self._buffer) <= 5 * self._size:
            at, head = proven(self._buffer)
            self._head = either(self._head, head)
        return at

    def _skip(self) -> Iterator[Issue]:
        """Go past a conversation that is too large, keeping none of it."""
        begin, pattern = self._offset, border(self._head or b"")
        while True:
            found = pattern.search(self._buffer)
            if found or self._source.is_ended:
                break
            self._drop(max(len(self._buffer) - WIDEST, 0))
            self._buffer += self._source.take(self._size)
        self._drop(found.start(1) if found else len(self._buffer))
        self._searched = 0
        yield self._issue("too large", begin, f"{self._offset - begin} bytes skipped")

    def _rest(self) -> Iterator[Block | Issue]:
        end = self._offset + len(self._buffer)
        data, is_closed = without_end(bytes(self._buffer), self._kind)
        if data.strip(b" \t\r\n,"):
            block = self._block(data)
            block.is_alone = block.ordinal == 0
            yield block
        if not is_closed and self._source.issue is None and data.rstrip(b" \t\r\n,")[-1:] in (b"", b"}", b"["):
            yield self._issue("cut off", end, "the file ends without its closing bracket")

    def _block(self, data: bytes) -> Block:
        self._ordinal += 1
        return Block(self._source.member, self._ordinal - 1, self._offset, data, self._head)

    def _drop(self, size: int) -> None:
        del self._buffer[:size]
        self._offset += size
        self._searched = 0

    def _issue(self, reason: str, offset: int, detail: str) -> Issue:
        return Issue("warning", reason, self._source.member, offset, detail=detail)
