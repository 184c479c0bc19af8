"""A document as the conversations that a provider finds in it: a member that gives them as JSON lines."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import BinaryIO, cast

from etl.extract.archive.export import Member
from etl.extract.archive.streams import BrokenStreamError, Pieces
from etl.extract.documents.document import Document, whole
from etl.rows.types import Raw

Cut = Callable[[Document], Iterable[Raw]]
"""The conversations of a document."""


def as_lines(member: Member, form: str, cut: Cut) -> Member:
    """The same member, giving the conversations of a document, each on a line; read only when it is opened.

    Of a database it is not remembered which state was read: what is new may lie in a file beside it.
    """
    found = replace(member, is_conversations=True, open=partial(_opened, member, form, cut))
    return replace(found, file=None, crc=None) if form == "database" else found


def _opened(member: Member, form: str, cut: Cut) -> BinaryIO:
    return cast("BinaryIO", Pieces(_lines(member, form, cut), BytesIO()))


def _lines(member: Member, form: str, cut: Cut) -> Iterator[bytes]:
    with whole(member, form) as document:
        for raw in cut(document):
            try:
                line = json.dumps(raw)
            except (RecursionError, ValueError) as error:
                raise BrokenStreamError("nested too deeply") from error
            yield line.encode("utf-8", "replace") + b"\n"
