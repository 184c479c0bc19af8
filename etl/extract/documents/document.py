"""A file as one value: JSON, the text of a page, the rows of a table, or a database."""

import codecs
import csv
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from typing import Any

from etl.extract.archive.export import Member
from etl.extract.archive.streams import BrokenStreamError
from etl.extract.documents.database import opened

LARGEST = 256 << 20
"""Bytes of a page, a table or a JSON value above which none is read, so that memory stays bounded."""

csv.field_size_limit(LARGEST)
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


@dataclass(frozen=True, slots=True)
class Document:
    """``form`` is json, page, table or database; ``value`` the JSON value, the page's text, a list of rows of texts, or
    a Database. ``name`` is the member's."""

    name: str
    form: str
    value: Any


@contextmanager
def whole(member: Member, form: str) -> Iterator[Document]:
    """All of a document of a known form. Raises OSError where it cannot be read, is too large, or is damaged."""
    if form == "database":
        with opened(member) as found:
            yield Document(member.name, form, found)
        return
    with member.open() as stream:
        data = stream.read(LARGEST + 1)
        while len(data) <= LARGEST and (piece := stream.read(LARGEST + 1 - len(data))):
            data += piece
    if len(data) > LARGEST:
        raise BrokenStreamError("too large to be read at once")
    yield Document(member.name, form, valued(data, form))


def valued(data: bytes, form: str) -> Any:
    """The value of a document's bytes."""
    if form == "table":
        return table(tabular(data))
    text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    if form == "page":
        return text
    try:
        value = json.loads(text.rstrip("\0"))
        return json.loads(json.dumps(value).encode("utf-8", "replace")) if _HALF.search(text) else value
    except (ValueError, RecursionError) as error:
        raise BrokenStreamError("damaged") from error


def tabular(data: bytes) -> str:
    """The text of a table: in UTF-8, or in UTF-16 as its first bytes say, as spreadsheets save it."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    return data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")


def table(text: str) -> list[list[str]]:
    """The rows of a CSV file, up to where it is damaged. Its first line tells what stands between cells."""
    rows: list[list[str]] = []
    head = text.partition("\n")[0]
    between = max(",;\t", key=lambda sign: (head.count(sign), sign == ","))
    try:
        for row in csv.reader(StringIO(text.replace("\0", ""), newline=""), delimiter=between):
            rows.append(row)
    except csv.Error:
        pass
    return rows
