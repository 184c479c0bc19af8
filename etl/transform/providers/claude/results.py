"""What a tool answered: text, pages it found, pictures and files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from etl.rows.details import Attachment
from etl.transform.providers.claude import fields
from etl.transform.providers.claude.state import State
from etl.transform.providers.coerce import as_json, long, mapping, text

_TEXTS = {
    "text": ("text",),
    "knowledge": ("title", "url", "text"),
    "web_search_result": ("title", "url", "text"),
    "rich_link": ("title", "url"),
}
"""The fields of a part that bear text, in their order."""

_FILES = {"image": "image", "document": "file", "local_resource": "file"}


@dataclass(slots=True)
class Result:
    """A tool's answer, read."""

    pieces: list[str] = field(default_factory=list)
    omitted: list[str] = field(default_factory=list)
    unread: list[Any] = field(default_factory=list)
    raw: str | None = None
    images: int = 0
    files: int = 0


def read_result(block: Mapping[str, Any], node_id: str, state: State) -> Result:
    """Read a tool_result block; its files become attachments, what nobody knows is kept as JSON."""
    result = Result()
    content = block.get("content")
    for part in content if type(content) is list else [content]:
        if type(part) is str:
            result.pieces.append(part)
        elif part is not None:
            _part(part, node_id, result, state)
    if not result.pieces and block.get("structured_content"):
        result.unread.append(block["structured_content"])
    elif block.get("structured_content"):
        result.omitted.append("structured_content: repeats the text")
    if block.get("display_content"):
        result.omitted.append("display_content: shows the result")
    if result.unread:
        result.raw = as_json(result.unread)
        if result.raw is None:
            state.notes.lost("content nested too deep to keep", node_id)
    return result


def _part(part: Any, node_id: str, result: Result, state: State) -> None:
    raw = mapping(part)
    kind = text(raw.get("type")) or "none"
    fields.see(state.shapes, "part", (kind,))
    if kind in _TEXTS:
        result.pieces += [told for name in _TEXTS[kind] if (told := text(raw.get(name)))]
    elif kind in _FILES:
        _file(raw, _FILES[kind], node_id, result, state)
    else:
        result.unread.append(part)
        if kind not in fields.KNOWN["part"]:
            state.notes.odd("unknown part of a tool's result", node_id, kind)


def _file(raw: Mapping[str, Any], kind: str, node_id: str, result: Result, state: State) -> None:
    """A file that is only shown to the user is no picture in the model's input, though it may be one."""
    row = Attachment(node_id, result.images + result.files, kind, "tool_result", direction="out")
    row.file_id = text(raw.get("file_uuid")) or text(raw.get("uuid"))
    row.file_name = text(raw.get("file_name")) or text(raw.get("name"))
    row.pointer = text(raw.get("file_path"))
    row.mime_type = text(raw.get("mime_type")) or text(raw.get("media_type"))
    row.bytes = long(raw.get("size_bytes"))
    if (row.mime_type or "").startswith("image/"):
        row.kind = "image"
    if kind == "image":
        result.images += 1
    else:
        result.files += 1
    state.details.append(row)
