"""Rows -> Arrow record batches, one schema a core table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, get_args, get_type_hints
from zoneinfo import ZoneInfo

import pyarrow as pa
from msgspec.structs import astuple, fields

from etl.rows.companions import (
    Account,
    AccountSetting,
    ArtifactFile,
    Companion,
    Feedback,
    File,
    GroupChat,
    Memory,
    ModelComparison,
    Project,
    ProjectDocument,
    SharedLink,
)
from etl.rows.conversation import Conversation
from etl.rows.details import Attachment, Citation, CodeBlock, Detail, Document, MessageTokens, ToolCall
from etl.rows.loads import FileRead, Issue, LoadDrop, LoadField, LoadFile
from etl.rows.message import Message
from etl.rows.types import Micros

TABLES: dict[type, str] = {
    Conversation: "conversations",
    Message: "messages",
    MessageTokens: "message_tokens",
    ToolCall: "tool_calls",
    Attachment: "attachments",
    Citation: "citations",
    CodeBlock: "code_blocks",
    Document: "documents",
    Issue: "load_issues",
    LoadFile: "load_files",
    FileRead: "files_read",
    LoadDrop: "load_drops",
    LoadField: "load_fields",
    Account: "accounts",
    AccountSetting: "account_settings",
    Feedback: "feedback",
    ModelComparison: "model_comparisons",
    SharedLink: "shared_links",
    GroupChat: "group_chats",
    File: "files",
    Project: "projects",
    ProjectDocument: "project_documents",
    Memory: "memories",
    ArtifactFile: "artifact_files",
}
"""The core table of each kind of row."""

WORDS = frozenset(
    {
        *("text", "raw_content", "arguments", "content", "transcript", "prompt"),
        *("quote", "marker", "info", "comment", "value", "description", "prompt_template"),
    }
)
"""The columns that hold somebody's words: left NULL when only metadata is wanted."""

_TYPES = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), float: pa.float64(), bytes: pa.binary()}
_TYPES[Decimal] = pa.decimal128(18, 12)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROS = pa.timestamp("us")
_QUARTER = 15 * 60 * 1_000_000


@dataclass(slots=True)
class Keys:
    """What the rows of one batch have in common, or one value a row for each."""

    provider: str | None
    account_id: str | None
    load_id: int
    conversation_ids: Sequence[str] = ()
    revisions: Sequence[int] = ()
    exported_at: datetime | None = None


def batch(rows: Sequence[Any], keys: Keys, zone: ZoneInfo, keep_text: bool = True) -> pa.RecordBatch:
    """The record batch of rows of one kind, with the columns that are not fields of the row.

    Messages also get ``local_date`` and ``local_hour``, the day and hour of created_at in ``zone``. Without
    ``keep_text`` the columns that hold a person's or a model's words are NULL.
    """
    kind: type = type(rows[0])
    columns = dict(zip(_names(kind), zip(*map(astuple, rows), strict=True), strict=True))
    arrays = {
        name: _array(column, _type(kind, name))
        if keep_text or name not in WORDS
        else pa.nulls(len(rows), _type(kind, name))
        for name, column in columns.items()
    }
    for name, array in _key_arrays(kind, keys, len(rows)):
        arrays.setdefault(name, array)
    if kind is Message:
        arrays |= _local(columns["created_at"], zone)
    return pa.RecordBatch.from_arrays([arrays[name] for name in schema(kind).names], schema=schema(kind))


@cache
def schema(kind: type) -> pa.Schema:
    """The Arrow schema of a kind of row."""
    columns = [(name, array.type) for name, array in _key_arrays(kind, Keys(None, None, 0), 0)]
    columns = [pair for pair in columns if pair[0] not in _names(kind)]
    columns += [(name, _type(kind, name)) for name in _names(kind)]
    if kind is Message:
        columns += [("local_date", pa.date32()), ("local_hour", pa.int8())]
    return pa.schema(columns)


def offsets(zone: ZoneInfo, times: Iterable[int]) -> dict[int, int]:
    """Seconds east of UTC in each quarter of an hour (microseconds // 900,000,000) that a time falls into."""
    return {quarter: _offset(zone, quarter) for quarter in {time // _QUARTER for time in times}}


def _array(column: Sequence[Any], of_type: pa.DataType) -> pa.Array:
    """A column. Many are the same from end to end, most of them NULL, and need not be read value by value."""
    first = column[0]
    # Of numbers with a fraction two may be equal and not the same: 0.0 and -0.0.
    if first != column[-1] or isinstance(first, float) or column.count(first) != len(column):
        return pa.array(column, of_type)
    return pa.nulls(len(column), of_type) if first is None else pa.repeat(pa.scalar(first, of_type), len(column))


def _key_arrays(kind: type, keys: Keys, rows: int) -> list[tuple[str, pa.Array]]:
    arrays = [
        ("provider", pa.array([keys.provider], pa.string())),
        ("account_id", pa.array([keys.account_id], pa.string())),
    ]
    constant = [(name, pa.repeat(array[0], rows)) for name, array in arrays]
    if kind in get_args(Detail) or kind is Message:
        constant.append(("conversation_id", pa.array(keys.conversation_ids, pa.string())))
        constant.append(("revision", pa.array(keys.revisions, pa.int64())))
    elif kind is Conversation:
        constant.append(("revision", pa.array(keys.revisions, pa.int64())))
        constant.append(("load_id", pa.repeat(pa.scalar(keys.load_id, pa.int32()), rows)))
    else:
        constant.append(("load_id", pa.repeat(pa.scalar(keys.load_id, pa.int32()), rows)))
    if kind in get_args(Companion) or kind is LoadFile:
        constant.append(("exported_at", pa.repeat(pa.scalar(keys.exported_at, _MICROS), rows)))
    return constant


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _type(kind: type, name: str) -> pa.DataType:
    hint = _hints(kind)[name]
    hint = next((part for part in get_args(hint) if part is not type(None)), hint)
    return _MICROS if hint is Micros else _TYPES[hint]


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _local(times: Sequence[int | None], zone: ZoneInfo) -> Mapping[str, pa.Array]:
    shift = offsets(zone, (time for time in times if time is not None))
    seconds = [None if time is None else time // 1_000_000 + shift[time // _QUARTER] for time in times]
    return {
        "local_date": pa.array([None if at is None else at // 86_400 for at in seconds], pa.date32()),
        "local_hour": pa.array([None if at is None else at % 86_400 // 3_600 for at in seconds], pa.int8()),
    }


@lru_cache(maxsize=65_536)
def _offset(zone: ZoneInfo, quarter: int) -> int:
    # Windows knows no timestamps before 1970 or after 3000, so fromtimestamp() would fail there.
    offset = (_EPOCH + timedelta(seconds=quarter * 900)).astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0
