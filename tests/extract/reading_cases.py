"""What the tests of reading share: invented conversations, and the whole way from bytes to conversations."""

import io
import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from etl.extract.parse import Reading, read, with_seams
from etl.extract.split.block import Block
from etl.extract.split.splitter import blocks
from etl.rows.loads import Issue

Parsed = list[dict[str, Any]]


def conversation(number: int, text: str = "", **more: object) -> dict[str, Any]:
    """A small conversation with the leading keys of real ones."""
    parts = [text or f'Hällo {number} }},{{ \\ " 😀']
    node = {"id": "n1", "message": {"content": {"parts": parts}}, "parent": None}
    return {
        "title": f"Number {number}",
        "create_time": 1700000000.5 + number,
        "update_time": None,
        "mapping": {"n1": node, "n2": {"id": "n2", "message": None, "parent": "n1"}},
        **more,
        "id": f"c{number}",
    }


def dumped(items: Iterable[object], layout: str = "compact") -> bytes:
    """An export's JSON: compact, pretty, crlf, lines, wrapper, arrays (each item its own) or utf8."""
    items = list(items)
    if layout == "lines":
        return b"\n".join(json.dumps(item).encode() for item in items)
    if layout == "arrays":
        return b"".join(json.dumps([item]).encode() for item in items)
    value = {"version": 1, "conversations": items, "total": len(items)} if layout == "wrapper" else items
    pretty = json.dumps(value, indent=2, ensure_ascii=False).encode(errors="surrogatepass")
    texts = {
        "pretty": pretty,
        "crlf": pretty.replace(b"\n", b"\r\n"),
        "utf8": json.dumps(value, ensure_ascii=False).encode(errors="surrogatepass"),
    }
    return texts.get(layout) or json.dumps(value, separators=(",", ":")).encode()


LAYOUTS = ("compact", "pretty", "crlf", "lines", "wrapper", "arrays", "utf8")


class Long(io.RawIOBase):
    """An export that is never in memory: ``before``, then ``middle`` many times, then ``after``."""

    def __init__(self, before: bytes, middle: bytes, times: int, after: bytes) -> None:
        self._pieces = iter((before, *([middle] * times), after))

    def read(self, size: int = -1) -> bytes:
        return next(self._pieces, b"")


def cut(data: bytes, **limits: int) -> tuple[list[Block], list[Issue]]:
    """The blocks and issues of some bytes."""
    return parted(io.BytesIO(data), **limits)


def parted(stream: BinaryIO, **limits: int) -> tuple[list[Block], list[Issue]]:
    """The blocks and issues of a stream."""
    made = list(blocks(stream, "conversations.json", **limits))
    return [one for one in made if isinstance(one, Block)], [one for one in made if isinstance(one, Issue)]


def readings(cuts: Iterable[Block], known: Iterable[bytes] = ()) -> list[Reading]:
    """The readings of a member's blocks and of their seams, in order."""
    digests = frozenset(known)

    def one(block: Block) -> Reading:
        return read(block, digests)

    return list(with_seams(map(one, cuts), lambda reading: reading, one))


def everything(data: bytes, known: Iterable[bytes] = (), **limits: int) -> tuple[Parsed, list[Issue]]:
    """All conversations that can be had from some bytes, and everything that was odd."""
    cuts, issues = cut(data, **limits)
    read_all = readings(cuts, known)
    found = [piece.content for reading in read_all for piece in reading.slices]
    return found, [*issues, *(issue for reading in read_all for issue in reading.issues)]
