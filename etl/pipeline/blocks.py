"""What a member of an export is: a log of events, which is a conversation; conversations, to be cut; or neither."""

import json
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import BinaryIO

from etl.extract.archive import Member
from etl.extract.archive.export import is_lines
from etl.extract.split.block import BLOCK, Block
from etl.extract.split.splitter import blocks
from etl.rows.loads import Issue
from etl.transform.providers.registry import Registry

UNKNOWN = "not a log of a kind we know"
"""The reason of a file of JSON lines that is left out: they are neither events nor conversations."""

_PIECE, _MOST = 1 << 14, 8 << 20
"""Bytes read at once, and in all, in search of the first rows."""

_LINES = 100
"""Lines looked at: what begins otherwise is no log."""

_MOST_LOGS = 200
"""Logs that one task reads, be they ever so small."""

_BLANK = b"\xef\xbb\xbf \t\r\n\0"


class _Kind(Enum):
    LOG, CHATS, NEITHER = auto(), auto(), auto()


def pieces(member: Member, providers: Registry) -> Iterator[Block | Member | Issue]:
    """The blocks of a member of an export, or itself where it is a log, and what was odd about it."""
    try:
        with member.open() as stream:
            kind = _kind(stream, providers)
        if kind is _Kind.LOG:
            yield member
        elif kind is _Kind.NEITHER and is_lines(member.name):
            yield Issue("warning", UNKNOWN, member.name)
        else:
            with member.open() as stream:
                yield from blocks(stream, member.name)
    except OSError as error:
        yield Issue("warning", "cannot be read", member.name, 0, detail=error.strerror or str(error))


def is_log(member: Member, providers: Registry) -> bool:
    """Is a member of an export a log of events? One that cannot be read is none."""
    try:
        with member.open() as stream:
            return is_log_of_events(stream, providers)
    except OSError:
        return False


def are_a_task(logs: Sequence[Member]) -> bool:
    """Are these logs, which are read one after the other, enough for a task?"""
    return len(logs) == _MOST_LOGS or sum(log.bytes for log in logs) >= BLOCK


def is_log_of_events(stream: BinaryIO, providers: Registry) -> bool:
    """Do lines begin here of which a provider knows one for an event of its logs? Never raises."""
    return _kind(stream, providers) is _Kind.LOG


def _kind(stream: BinaryIO, providers: Registry) -> _Kind:
    """A log by its first lines; neither, if each is a JSON object and no provider knows any. Never raises."""
    data = b""
    try:
        while len(data) < _MOST:
            piece = stream.read(max(_PIECE, len(data)))
            data += piece
            lines = data.split(b"\n", _LINES)
            told = [_row(line) for line in (lines if not piece else lines[:-1])]
            if any(row is not None and providers.is_event(row) for row in told):
                return _Kind.LOG
            if not piece or len(lines) > _LINES or data.lstrip(_BLANK).startswith(b"["):
                return _Kind.NEITHER if _are_foreign(told, providers) else _Kind.CHATS
    except OSError:
        pass
    return _Kind.CHATS


def _are_foreign(told: list[dict[str, object] | None], providers: Registry) -> bool:
    return bool(told) and all(row is not None and not _is_chat(row, providers) for row in told)


def _is_chat(row: dict[str, object], providers: Registry) -> bool:
    try:
        return providers.recognise(row) is not None
    except Exception:
        # It is counted, and its maker named, when the conversation is read.
        return True


def _row(line: bytes) -> dict[str, object] | None:
    """The object on a line; an empty one of a blank line, None of anything else."""
    try:
        row = json.loads(line.strip(_BLANK) or b"{}")
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None
