"""Reading what stands beside the conversations of an export: one small file at a time, never with an exception."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from etl.extract.archive import Member
from etl.rows.companions import Companion
from etl.rows.loads import Issue
from etl.transform.providers.coerce import from_json

MOST_BYTES = 256 * 1024 * 1024
"""Larger companions are reported instead of read, since they are parsed in memory."""

_AGAIN = re.compile(r"(?: ?\(\d{1,3}\)| \d{1,3}|(?: -)? copy(?: \(?\d{1,3}\)?)?)(?=\.json$)", re.IGNORECASE)

Rows = list[Companion | Issue]


def none(members: Sequence[Member]) -> Iterator[tuple[Member, Rows]]:
    """The companions of a provider that has none."""
    yield from ()


def plain_name(member: Member) -> str:
    """A member's name with slashes, and without what browsers and desktops add where a name is taken: user (1).json."""
    return _AGAIN.sub("", member.name.replace("\\", "/"))


def last_name(member: Member) -> str:
    """The last part of a member's plain name, in lower case."""
    return plain_name(member).rpartition("/")[2].lower()


def read_json(member: Member, reader: Callable[[Any], Iterator[Companion]]) -> Rows:
    """What a reader makes of the JSON value that a member is, or the Issue that tells why nothing came of it."""
    return read_stream(member, lambda stream: _rows(reader, stream))


def read_stream(member: Member, reader: Callable[[BinaryIO], Rows], most_bytes: int | None = MOST_BYTES) -> Rows:
    """What a reader makes of a member's bytes, or the Issue that tells why nothing came of it."""
    if most_bytes is not None and member.bytes > most_bytes:
        return [Issue("warning", "a side file too large to read", member.name)]
    try:
        with member.open() as stream:
            return reader(stream)
    except OSError:
        return [Issue("warning", "a side file is damaged", member.name)]
    except ValueError as error:
        return [Issue("warning", str(error), member.name)]


def _rows(reader: Callable[[Any], Iterator[Companion]], stream: BinaryIO) -> Rows:
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValueError("a side file too large to read")
    value = from_json(data.removeprefix(b"\xef\xbb\xbf"))
    if value is None:
        raise ValueError("a side file is not JSON")
    return list(reader(value))
