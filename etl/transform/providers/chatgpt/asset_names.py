"""The readable names of an export's files: from the tables beside it (2026 on), else from the one in chat.html."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from etl.rows.companions import Companion, File
from etl.rows.loads import Issue
from etl.transform.providers.chatgpt.parts import pointed_id
from etl.transform.providers.coerce import from_json, items, long, mapping, micros, text

MOST_BYTES = 64 * 1024 * 1024
"""The largest table in a page that is read."""

_PIECE, _OVERLAP = 1 << 20, 256
_PATIENCE = 4
"""A page's bytes, this many times over, may be read anew in search of its table."""
_START = re.compile(rb"\b(?:var|let|const)\s{1,20}assetsJson\s{0,20}=\s{0,20}(?=\{)")
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|(\\?+\Z))|[{}]', re.DOTALL)


def library(value: Any) -> Iterator[File]:
    """library_files.json: every file ever uploaded or made, with type, size and digest."""
    for entry in items(value):
        file_id = text(mapping(entry).get("file_id"))
        if file_id:
            yield File(
                file_id,
                "library_files",
                file_name=text(entry.get("file_name")),
                mime_type=text(entry.get("mime_type")),
                bytes=long(entry.get("file_size_bytes")),
                sha256=text(entry.get("sha256_digest")),
                category=text(entry.get("library_file_category")),
                conversation_id=text(entry.get("origination_thread_id")),
                message_id=text(entry.get("origination_message_id")),
                created_at=_created(entry),
            )


def names(value: Any) -> Iterator[File]:
    """conversation_asset_file_names.json: {"file-….dat": "photo.jpg"}."""
    for member, name in mapping(value).items():
        yield File(_file_id(member), "conversation_asset_file_names", file_name=text(name))


def of_page(stream: BinaryIO) -> list[Companion | Issue]:
    """chat.html: the files that its assetsJson names; of several tables the last, since a chat may quote one."""
    rows: list[Companion | Issue] = []
    for table in _tables(stream):
        rows = list(_files(table))
    return rows


def _created(entry: Mapping[str, Any]) -> Any:
    created = micros(entry.get("created_at"))
    return micros(entry.get("file_upload_time")) if created is None else created


def _tables(stream: BinaryIO) -> Iterator[Mapping[str, Any]]:
    """The JSON objects that stand where a table should; memory stays at a few pieces and one table.

    What only looks like a beginning is passed over, until too much was read anew for the like of it.
    """
    window, patience = b"", 0
    while piece := stream.read(_PIECE):
        window, at, patience = window + piece, 0, patience + _PATIENCE * len(piece)
        while patience > 0 and (found := _START.search(window, at)):
            window, at = (window[found.end() :], 0) if found.end() > _PIECE else (window, found.end())
            length, (window, end) = len(window), _balanced(window, at, stream)
            patience += _PATIENCE * (len(window) - length)
            table = from_json(window[at:end])
            if isinstance(table, dict):
                at = end
                if table:
                    yield table
            else:
                patience -= (end or len(window)) - at
        window = window[max(at, len(window) - _OVERLAP) :]


def _balanced(window: bytes, at: int, stream: BinaryIO) -> tuple[bytes, int]:
    """Read on until the brace at a place of the window is closed; the window, and where it is (0 if nowhere)."""
    depth, position = 0, at
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
        found = pointed_id(pointer) or _file_id(pointer)
        yield File(
            found,
            "chat.html",
            file_name=name.removeprefix(f"{found}-") or None,
            mime_type=text(told.get("mime_type")),
            bytes=long(told.get("size_bytes")) or long(told.get("size")),
        )


def _file_id(member: str) -> str:
    """The id in a member's name: without folders and the ending .dat."""
    return member.replace("\\", "/").rpartition("/")[2].removesuffix(".dat")


TABLES: Mapping[str, Callable[[Any], Iterator[Companion]]] = {
    "library_files.json": library,
    "conversation_asset_file_names.json": names,
}
"""The members that are such tables, and how each is read."""
