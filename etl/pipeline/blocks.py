"""Which members of an export are logs of events, a conversation a file; all others are cut into conversations."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from etl.extract.archive import Member
from etl.extract.split.block import Block, whole
from etl.extract.split.splitter import blocks
from etl.rows.loads import Issue
from etl.transform.providers.registry import Registry

_PIECE, _MOST = 1 << 16, 8 << 20
"""Bytes read at once, and in all, in search of the first rows."""

_LINES = 100
"""Lines looked at: what begins otherwise is no log."""

_BLANK = b"\xef\xbb\xbf \t\r\n\0"


def pieces(member: Member, providers: Registry) -> Iterator[Block | Issue]:
    """The blocks of a member of an export, and what was odd about it."""
    with member.open() as stream:
        is_log = is_log_of_events(stream, providers)
    with member.open() as stream:
        yield from (whole if is_log else blocks)(stream, member.name)


def is_log_of_events(stream: BinaryIO, providers: Registry) -> bool:
    """Do lines begin here of which a provider knows one for an event of its logs? Never raises."""
    data = b""
    try:
        while len(data) < _MOST:
            piece = stream.read(max(_PIECE, len(data)))
            data += piece
            lines = data.split(b"\n", _LINES)
            if any(_is_event(line, providers) for line in (lines if not piece else lines[:-1])):
                return True
            if not piece or len(lines) > _LINES or data.lstrip(_BLANK).startswith(b"["):
                return False
    except OSError:
        pass
    return False


def _is_event(line: bytes, providers: Registry) -> bool:
    try:
        row = json.loads(line.strip(_BLANK))
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and providers.is_event(row)
