"""What a file may be as a document, by its first bytes: its form, and as much of its value as they hold."""

import codecs
from io import BytesIO
from typing import Any

import ijson
from ijson.common import ObjectBuilder

from etl.extract.archive.export import Member, is_lines
from etl.extract.documents.database import MAGIC, opened
from etl.extract.documents.document import Document, table, tabular

_JSON, _PAGE, _TABLE = 1 << 18, 1 << 20, 1 << 16
"""Bytes looked at; the head of a page may hold much style."""

_BLANKS = codecs.BOM_UTF8 + b" \t\r\n"


def begun(member: Member) -> Document | None:
    """A file as the document that its beginning tells; None where it is none. Raises OSError."""
    with member.open() as stream:
        start = stream.read(_TABLE)
        if start.startswith(MAGIC):
            with opened(member) as found:
                return Document(member.name, "database", found)
        first = start.lstrip(_BLANKS)[:1]
        if first == b"<":
            return Document(member.name, "page", (start + _more(stream, _PAGE)).decode("utf-8", "replace"))
        if first in (b"{", b"["):
            held = [] if is_lines(member.name) else values(start + _more(stream, _JSON), 1)
            return Document(member.name, "json", held[0]) if held else None
    if member.name.lower().endswith(".csv"):
        return Document(member.name, "table", table(tabular(start)))
    return None


def values(start: bytes, most: int) -> list[Any]:
    """The first values that JSON begins with, the last as far as it goes."""
    found: list[Any] = []
    builder, depth = ObjectBuilder(), 0
    try:
        for event, told in ijson.basic_parse(
            BytesIO(start.removeprefix(codecs.BOM_UTF8)), use_float=True, multiple_values=True
        ):
            builder.event(event, told)
            depth += {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}.get(event, 0)
            if depth == 0 and event != "map_key":
                found.append(builder.value)
                builder = ObjectBuilder()
                if len(found) == most:
                    return found
    except (ijson.JSONError, UnicodeDecodeError):
        pass
    return [*found, getattr(builder, "value", None)] if depth else found


def _more(stream: Any, size: int) -> bytes:
    parts, held = list[bytes](), 0
    while held < size and (piece := stream.read(size - held)):
        parts.append(piece)
        held += len(piece)
    return b"".join(parts)
