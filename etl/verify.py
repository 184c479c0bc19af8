"""An export against the database: is every message of it there, with every character of its text?

Reads the export again in the plainest way, with ijson alone, and shares no code with what load does to it:
neither blocks, nor providers, nor batches.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import ijson
import pyarrow as pa

from etl import assets
from etl.archive import BrokenStreamError, exports
from etl.build.connect import attach, connect
from etl.build.look import refusal
from etl.errors import DatabaseError

_BATCH = 500
_HEAD = 65_536

Stored = Mapping[str, Mapping[str, tuple[int, int | None]]]
"""By conversation and node: the characters stored, and when the version they come from was updated."""


@dataclass(slots=True)
class Verification:
    """What an export holds, and what of it the database lacks.

    ``conversations`` to ``characters`` are the export's; characters are those of ordinary text parts.
    ``missing_conversations`` and ``missing_messages`` ((conversation, node) pairs) are not stored at all;
    ``differing_messages`` are stored from the same version with another number of characters, and
    ``newer_messages`` counts those stored from another version, whose text may rightly differ. ``unread`` names
    members that plain reading gave up on, with how many conversations it had seen; ``unknown`` counts records
    of a shape that is not checked.
    """

    conversations: int = 0
    nodes: int = 0
    messages: int = 0
    characters: int = 0
    missing_conversations: list[str] = field(default_factory=list)
    missing_messages: list[tuple[str, str]] = field(default_factory=list)
    differing_messages: list[tuple[str, str]] = field(default_factory=list)
    newer_messages: int = 0
    unread: list[tuple[str, int]] = field(default_factory=list)
    unknown: int = 0

    @property
    def is_complete(self) -> bool:
        """Is everything that could be read stored as it is?"""
        return not (self.missing_conversations or self.missing_messages or self.differing_messages)


def verify(database: Path, paths: Sequence[Path]) -> Verification:
    """Compare exports with a database, in bounded memory.

    Raises ExportError if ``paths`` hold no export, DatabaseError if there is no database that can be read.
    """
    if not database.exists():
        raise DatabaseError(f"There is no {database.name}. Make it with: etl load EXPORT")
    found = Verification()
    with closing(connect()) as connection:
        try:
            attach(connection, database, "chats")
        except duckdb.Error as error:
            raise DatabaseError(refusal(database, error)) from error
        conversations = _conversations(paths, found)
        while batch := list(islice(conversations, _BATCH)):
            stored = _stored(connection, [name for name, _ in batch])
            for name, raw in batch:
                _compare(name, raw, stored.get(name), found)
    return found


def _conversations(paths: Sequence[Path], found: Verification) -> Iterator[tuple[str, Any]]:
    """Every conversation with its id, of members that can be read plainly up to where they cannot."""
    for member in (member for export in exports(paths) for member in export.conversations):
        seen = 0
        try:
            with member.open() as stream:
                for raw in _records(stream):
                    seen += 1
                    name = raw.get("conversation_id") or raw.get("id") if isinstance(raw, dict) else None
                    if isinstance(name, str) and isinstance(raw.get("mapping"), dict):
                        yield name, raw
                    else:
                        found.unknown += 1
        except (ijson.JSONError, BrokenStreamError, UnicodeDecodeError):
            found.unread.append((member.name, seen))


def _records(stream: BinaryIO) -> Iterator[Any]:
    """The values of a list, of the list "conversations" in an object, or one after another."""
    rewound = _Rewound(stream)
    head = rewound.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"["):
        yield from ijson.items(rewound, "item", use_float=True)
    elif head.removeprefix(b"{").lstrip().startswith(b'"conversations"'):
        yield from ijson.items(rewound, "conversations.item", use_float=True)
    else:
        yield from ijson.items(rewound, "", use_float=True, multiple_values=True)


class _Rewound:
    """A stream whose beginning has been looked at; a byte order mark is left out."""

    def __init__(self, stream: BinaryIO) -> None:
        self.head = stream.read(_HEAD)
        self._stream = stream
        self._ahead = self.head.removeprefix(b"\xef\xbb\xbf")

    def read(self, size: int = -1) -> bytes:
        if size == 0 or not self._ahead:
            return self._stream.read(size)
        found, self._ahead = self._ahead, b""
        return found


def _stored(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> Stored:
    wanted = pa.table({"conversation_id": pa.array(sorted(set(names)), pa.string())})
    connection.register("wanted", wanted)
    rows = connection.execute(assets.sql("verify")["stored"]).fetchall()
    connection.unregister("wanted")
    stored: dict[str, dict[str, tuple[int, int | None]]] = {}
    for conversation, node, characters, updated in rows:
        stored.setdefault(conversation, {})[node] = (characters, updated)
    return stored


def _compare(name: str, raw: Any, stored: Mapping[str, tuple[int, int | None]] | None, found: Verification) -> None:
    messages = {node: entry["message"] for node, entry in raw["mapping"].items() if _has_message(entry)}
    found.conversations += 1
    found.nodes += len(raw["mapping"])
    found.messages += len(messages)
    if messages and stored is None:
        found.missing_conversations.append(name)
        return
    updated = raw.get("update_time")
    for node, message in messages.items():
        expected = _characters(message)
        found.characters += expected or 0
        if node not in (stored or {}):
            found.missing_messages.append((name, node))
        elif expected is not None and stored is not None and stored[node][0] != expected:
            if _is_same_time(updated, stored[node][1]):
                found.differing_messages.append((name, node))
            else:
                found.newer_messages += 1


def _has_message(entry: object) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("message"), dict)


def _characters(message: Any) -> int | None:
    """The length of a message's text, where it consists of ordinary text parts alone."""
    content = message.get("content")
    if not isinstance(content, dict) or content.get("content_type") != "text":
        return None
    parts = content.get("parts")
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        return None
    return sum(map(len, parts))


def _is_same_time(exported: object, stored: int | None) -> bool:
    if not isinstance(exported, int | float):
        return stored is None
    return stored is not None and abs(exported * 1_000_000 - stored) < 1_000
