"""Files of a message: what was pasted or uploaded as text, and what was uploaded as it is."""

from collections.abc import Iterator, Mapping
from typing import Any

from etl.rows.details import Attachment
from etl.rows.message import Message
from etl.transform.providers.claude import fields
from etl.transform.providers.claude.content import media
from etl.transform.providers.claude.state import State
from etl.transform.providers.coerce import items, long, mapping, text
from etl.transform.providers.issues import MISFIT

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".bmp", ".tiff")


def read_files(raw: Mapping[str, Any], rows: list[Message], state: State, begin: int) -> None:
    """Add the message's attachments to ``state``, whose details of this message begin at ``begin``.

    One whose text the export has belongs to the row that holds this text; the others, and the numbers of files and
    pictures, to the last row. A file that is listed as an attachment too is one.
    """
    last = rows[-1]
    texts = iter([row for row in rows if row.content_type == "attachment"])
    found: list[Attachment] = []
    for entry in _entries(raw, "attachments", last, state):
        fields.see(state.shapes, "attachment", entry)
        is_read = text(entry.get("extracted_content")) is not None
        found.append(_pasted(entry, next(texts).node_id if is_read else last.node_id))
    named = {row.file_name: row for row in found if row.file_name}
    for entry in _entries(raw, "files", last, state):
        fields.see(state.shapes, "file", entry)
        row = named.get(text(entry.get("file_name")) or "")
        if row is None:
            row = Attachment(last.node_id, 0, "file", "files", direction="in")
            found.append(row)
        _uploaded(row, entry)
    _add_media(raw, found, last, state)
    _number(found, last, state, begin)


def _entries(raw: Mapping[str, Any], name: str, last: Message, state: State) -> Iterator[Mapping[str, Any]]:
    entries = raw.get(name)
    if entries and not isinstance(entries, list):
        state.notes.lost(MISFIT, last.node_id, name)
    for entry in items(entries):
        if isinstance(entry, dict):
            yield entry
        elif entry is not None:
            state.notes.lost(MISFIT, last.node_id, name)


def _pasted(entry: Mapping[str, Any], node_id: str) -> Attachment:
    return Attachment(
        node_id,
        0,
        "file",
        "attachments",
        file_id=text(entry.get("id")),
        file_name=text(entry.get("file_name")),
        mime_type=text(entry.get("file_type")),
        bytes=long(entry.get("file_size")),
        direction="in",
    )


def _uploaded(row: Attachment, entry: Mapping[str, Any]) -> None:
    row.file_id = row.file_id or text(entry.get("file_uuid")) or text(entry.get("uuid"))
    row.file_name = row.file_name or text(entry.get("file_name"))
    row.mime_type = row.mime_type or text(entry.get("mime_type"))
    row.bytes = long(entry.get("size_bytes")) if row.bytes is None else row.bytes
    asset = mapping(entry.get("preview_asset"))
    row.width, row.height = long(asset.get("image_width")), long(asset.get("image_height"))
    kind = text(entry.get("file_kind"))
    if row.origin == "files" and (kind == "image" or (kind is None and _is_picture(row))):
        row.kind = "image"


def _add_media(raw: Mapping[str, Any], found: list[Attachment], last: Message, state: State) -> None:
    """The files of blocks; one that is listed with the message too is one."""
    by_id = {row.file_id: row for row in found if row.file_id}
    by_name = {row.file_name: row for row in found if row.file_name}
    for block in media(raw):
        fields.see(state.shapes, "content", block)
        fields.see(state.shapes, "content_type", (block["type"],))
        told = _of_block(block, last)
        row = (by_id.get(told.file_id) if told.file_id else None) or (
            by_name.get(told.file_name) if told.file_name else None
        )
        if row is None or (row.file_id and told.file_id and row.file_id != told.file_id):
            found.append(told)
            by_id[told.file_id or ""] = by_name[told.file_name or ""] = told
        elif row.origin == "files" and told.kind == "image":
            row.kind = "image"


def _of_block(block: Mapping[str, Any], last: Message) -> Attachment:
    source = mapping(block.get("source"))
    return Attachment(
        last.node_id,
        0,
        "image" if block["type"] == "image" else "file",
        "block",
        pointer=text(source.get("url")),
        file_id=text(block.get("file_uuid")) or text(block.get("uuid")) or text(source.get("file_id")),
        file_name=text(block.get("title")) or text(block.get("file_name")),
        mime_type=text(source.get("media_type")),
        direction="in" if last.role == "user" else "out",
    )


def _is_picture(row: Attachment) -> bool:
    return (row.mime_type or "").startswith("image/") or (row.file_name or "").lower().endswith(_PICTURES)


def _number(found: list[Attachment], last: Message, state: State, begin: int) -> None:
    """Number the attachments of each row behind those it has, and count them on the last row."""
    numbers: dict[str, int] = {}
    for row in state.details[begin:]:
        if type(row) is Attachment and row.node_id == last.node_id:
            numbers[row.node_id] = row.ordinal + 1
    for row in found:
        row.ordinal = numbers.get(row.node_id, 0)
        numbers[row.node_id] = row.ordinal + 1
        last.images += row.kind == "image"
        last.files += row.kind != "image"
    if last.kind == "empty" and (last.images or last.files):
        last.kind = "image" if last.images else "file"
    last.in_context = last.in_context or last.images > 0
    state.details += found
