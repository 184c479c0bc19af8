"""The reader of a block of conversations: slice by slice, fast where all is well."""

from collections.abc import Callable, Container
from hashlib import blake2b
from typing import Any, cast

from etl.extract.parse.decoders import UnreadableError, parsed
from etl.extract.parse.fallback import Found, Walk, borders_behind, walk
from etl.extract.parse.result import Reading, Slice
from etl.extract.split import heads
from etl.extract.split.block import Block
from etl.extract.split.heads import slices
from etl.rows.loads import Issue
from etl.rows.types import Raw

_AROUND = b" \t\r\n,"
_PATIENCE = 8
"""A block's bytes, this many times over, may be parsed anew in search of where a conversation ends or begins."""


class Reader:
    """Reads one block.

    ``_is_sure``: the block is known to begin outside of any conversation.
    """

    def __init__(self, block: Block, known: Container[bytes], use: Callable[[Raw], Any]) -> None:
        self._block = block
        self._data = block.data
        self._known = known
        self._use = use
        self._reading = Reading()
        self._is_sure = block.is_alone or block.ordinal == 0
        self._starts = slices(block.data, block.head)
        self._patience = _PATIENCE * len(block.data)

    def read(self) -> Reading:
        """Read all of it."""
        index = 0
        while index < len(self._starts) - 1:
            index = self._slice(index)
        return self._reading

    def _slice(self, index: int) -> int:
        """Read one slice; returns the index of the next."""
        begin, end = self._starts[index : index + 2]
        piece = self._data[begin:end].strip(_AROUND)
        digest = blake2b(piece, digest_size=16).digest()
        if digest in self._known:
            self._reading.unchanged.append(digest)
            return index + 1
        try:
            raw = parsed(piece)
        except (ValueError, RecursionError):
            return self._odd(index, digest)
        self._reading.slices.append(Slice(self._use(raw), digest, self._block.offset + begin, len(piece)))
        return index + 1

    def _odd(self, index: int, digest: bytes) -> int:
        begin, end = self._starts[index : index + 2]
        odd = walk(self._data[begin:end])
        if odd.trouble == "unbalanced" and not self._is_sure:
            return self._lead(index)
        if odd.trouble == "cut off":
            try:
                beyond = self._beyond(index, begin + odd.begin)
            except UnreadableError:
                beyond = index
            if beyond is not None and beyond > index + 1:
                del self._starts[index + 1 : beyond]
                return index
            if beyond is None and not self._block.is_alone and not odd.is_mended:
                self._take(odd, begin, digest)
                self._reading.rest = self._part(begin + odd.begin, len(self._data))
                return len(self._starts)
        self._take(odd, begin, digest)
        return self._resume(index, odd) if odd.trouble else index + 1

    def _beyond(self, index: int, begin: int) -> int | None:
        """The index of the first slice behind the value at byte ``begin``: its other cuts were false.

        None if it goes on to the end of the block. Raises UnreadableError if it is damaged.
        """
        last, stride = len(self._starts) - 1, 1
        while index + stride < last:
            stride *= 2
            far = min(index + stride, last)
            data = self._data[begin : self._starts[far]]
            self._patience -= len(data)
            if self._patience < 0:
                raise UnreadableError("damaged", 0)
            try:
                return far - borders_behind(data, self._block.head or b"")
            except UnreadableError as error:
                if error.reason != "cut off":
                    raise
        return None

    def _lead(self, index: int) -> int:
        """A bracket closes what this block did not open: all before it belongs to the block before."""
        self._reading = Reading(lead=self._part(0, self._starts[index + 1]))
        return index + 1

    def _resume(self, index: int, odd: Walk) -> int:
        """Report what cannot be read, and find the next conversation behind it."""
        begin, end = self._starts[index : index + 2]
        again = None
        if self._block.head and self._patience > 0:
            again = heads.bare(self._block.head).search(self._data, begin + odd.again, end)
        self._patience -= end - begin
        is_last = again is None and index + 2 == len(self._starts)
        reason = odd.trouble or ""
        if reason == "unbalanced":
            reason = "trailing data" if is_last else "damaged"
        self._note("warning", reason, begin + odd.begin)
        self._is_sure = True
        if again:
            self._starts.insert(index + 1, again.start())
        return index + 1

    def _take(self, odd: Walk, begin: int, digest: bytes) -> None:
        """Keep the conversations of an odd slice, and count what is none."""
        for found in odd.found:
            if isinstance(found.value, dict):
                self._keep(found, begin, digest if len(odd.found) == 1 and not odd.trouble else None)
        others = sum(not isinstance(found.value, dict) for found in odd.found)
        if others:
            self._note("warning", "not an object", begin, f"{others} values")
        if odd.is_mended or [found.digest for found in odd.found] == [digest]:
            self._note("note", "mended", begin)

    def _keep(self, found: Found, begin: int, digest: bytes | None) -> None:
        digest = found.digest or digest
        if digest in self._known:
            self._reading.unchanged.append(cast("bytes", digest))
        else:
            raw = cast("Raw", found.value)
            offset = self._block.offset + begin + found.begin
            self._reading.slices.append(Slice(self._use(raw), digest, offset, found.length))

    def _part(self, begin: int, end: int) -> Block:
        offset = self._block.offset + begin
        return Block(self._block.member, 0, offset, self._data[begin:end], self._block.head, is_alone=True)

    def _note(self, severity: str, reason: str, at: int, detail: str | None = None) -> None:
        offset = self._block.offset + at
        self._reading.issues.append(Issue(severity, reason, self._block.member, offset, detail=detail))
