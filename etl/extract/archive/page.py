"""A web page that holds conversations: the list that one of its scripts begins with, as chat.html does."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import BinaryIO, cast

from etl.extract.archive.export import Member
from etl.extract.archive.streams import Pieces

_PIECE, _OVERLAP = 1 << 20, 1024
_LIST = re.compile(rb"\b(?:var|let|const)\s{1,20}[A-Za-z_$][\w$]{0,60}\s{0,20}=\s{0,20}(?=\[\s{0,200}\{\s{0,200}\")")
_PAGE = re.compile(r"\.html?(?:\.txt)?$", re.IGNORECASE)
_REPEAT = re.compile(r"(?:^|/)chat(?: ?\(\d+\)| \d+)?\.html$", re.IGNORECASE)
_INSIDE = re.compile(rb"(?:[^\"\\]++|\\.)*+", re.DOTALL)
_TOKEN = re.compile(rb"[\"\[\]{}]")


def is_page(name: str) -> bool:
    """Is this the name of a web page?"""
    return _PAGE.search(name) is not None


def repeats(name: str) -> bool:
    """Is this the page of an export, that holds again what conversations.json beside it does?"""
    return _REPEAT.search(name) is not None


def listed(member: Member) -> Member | None:
    """The same member, giving only the list of objects that a script in it holds; None where none does.

    Raises OSError where the page cannot be read.
    """
    with member.open() as stream:
        if not stream.read(_OVERLAP).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            return None
    with member.open() as stream:
        if _found(stream) is None:
            return None
    return replace(member, is_conversations=True, open=partial(_opened, member))


def _opened(member: Member) -> BinaryIO:
    stream = member.open()
    return cast("BinaryIO", Pieces(_pieces(stream), stream))


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of the list, bracket to bracket; no more than a piece of them is held at once."""
    piece = _found(stream)
    walk = _Walk()
    while piece:
        end = walk.over(piece)
        yield piece[:end]
        if walk.is_over:
            return
        piece = stream.read(_PIECE)


def _found(stream: BinaryIO) -> bytes | None:
    """What was read of a page from the bracket of its list on; None where there is none."""
    window = b""
    while piece := stream.read(_PIECE):
        window = window[-_OVERLAP:] + piece
        if match := _LIST.search(window):
            return window[match.end() :]
    return None


class _Walk:
    """Over JSON piece by piece, up to the bracket that closes the first."""

    def __init__(self) -> None:
        self.is_over = False
        self._depth = 0
        self._is_text = self._is_escaped = False

    def over(self, piece: bytes) -> int:
        """Where in the piece the walk ends: behind the last bracket, or at the end of the piece."""
        at = 0
        if self._is_escaped:
            at, self._is_escaped = 1, False
        while at < len(piece):
            if self._is_text:
                at = self._text(piece, at)
                continue
            token = _TOKEN.search(piece, at)
            if token is None:
                return len(piece)
            at = token.end()
            if token[0] == b'"':
                self._is_text = True
                continue
            self._depth += 1 if token[0] in b"[{" else -1
            if self._depth == 0:
                self.is_over = True
                return at
        return len(piece)

    def _text(self, piece: bytes, at: int) -> int:
        """Behind the quote that ends a text, or at the end of the piece."""
        inside = _INSIDE.match(piece, at)
        end = inside.end() if inside else at
        if end == len(piece):
            return end
        if piece[end : end + 1] == b"\\":
            self._is_escaped = True
            return len(piece)
        self._is_text = False
        return end + 1
