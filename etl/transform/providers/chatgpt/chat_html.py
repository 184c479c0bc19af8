"""chat.html: the table of assets inside it, found without holding the page in memory."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from etl.rows.companions import Companion, File
from etl.rows.loads import Issue
from etl.transform.providers.chatgpt.asset_names import file_id
from etl.transform.providers.chatgpt.parts import file_id as pointed_id
from etl.transform.providers.coerce import from_json, long, mapping, text

MOST_BYTES = 64 * 1024 * 1024
"""The largest table that is read."""

_PIECE, _OVERLAP = 1 << 20, 256
_START = re.compile(rb"\b(?:var|let|const)\s{1,20}assetsJson\s{0,20}=\s{0,20}(?=\{)")
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|(\Z))|[{}]', re.DOTALL)


def read(stream: BinaryIO) -> list[Companion | Issue]:
    """The files that the page's assetsJson names; of several tables the last, since a chat may quote one."""
    rows: list[Companion | Issue] = []
    for table in _tables(stream):
        rows = list(_files(table))
    return rows


def _tables(stream: BinaryIO) -> Iterator[Mapping[str, Any]]:
    """The JSON objects that stand where a table should; memory stays at a few pieces and one table."""
    window = b""
    while piece := stream.read(_PIECE):
        window += piece
        while found := _START.search(window):
            window = window[found.end() :]
            window, length = _balanced(window, stream)
            table = from_json(window[:length])
            if isinstance(table, dict):
                window = window[length:]
                if table:
                    yield table
        window = window[-_OVERLAP:]


def _balanced(window: bytes, stream: BinaryIO) -> tuple[bytes, int]:
    """Read on until the brace at the window's start is closed; the window, and where it is (0 if nowhere)."""
    depth = position = 0
    while True:
        for token in _TOKEN.finditer(window, position):
            if token[1] is not None:
                position = token.start()
                break
            depth += {b"{": 1, b"}": -1}.get(token[0], 0)
            position = token.end()
            if depth == 0:
                return window, position
        piece = stream.read(_PIECE)
        if not piece or len(window) > MOST_BYTES:
            return window + piece, 0
        window += piece


def _files(table: Mapping[str, Any]) -> Iterator[File]:
    for pointer, asset in table.items():
        told = mapping(asset)
        path = text(asset) or text(told.get("path")) or text(told.get("file_path")) or ""
        name = text(told.get("name")) or text(told.get("file_name")) or path.rpartition("/")[2]
        found = pointed_id(pointer) or file_id(pointer)
        yield File(
            found,
            "chat.html",
            file_name=name.removeprefix(f"{found}-") or None,
            mime_type=text(told.get("mime_type")),
            bytes=long(told.get("size_bytes")) or long(told.get("size")),
        )
