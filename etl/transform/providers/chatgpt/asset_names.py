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
_START = re.compile(rb"\b(?:var|let|const)\s{1,20}assetsJson\s{0,20}=\s{0,20}(?=\{)")
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|(\Z))|[{}]', re.DOTALL)


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
