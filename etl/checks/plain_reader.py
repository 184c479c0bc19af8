"""The conversations of an export, read as plainly as can be."""

import json
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import ijson

from etl.checks.compare import Verification
from etl.extract.archive import BrokenStreamError, Member, exports
from etl.pipeline.blocks import is_log_of_events
from etl.pipeline.recognition import looker
from etl.transform.providers.expectation import Expectation
from etl.transform.providers.registry import Registry

_HEAD = 65_536
_MARK = b"\xef\xbb\xbf"
_HALF = re.compile("[\ud800-\udfff]")


def conversations(paths: Sequence[Path], providers: Registry, found: Verification) -> Iterator[Expectation]:
    """What every conversation should come to, of members that can be read plainly up to where they cannot."""
    for member in (member for export in exports(paths, looker(providers)) for member in export.conversations):
        seen = 0
        try:
            with member.open() as stream:
                is_log = is_log_of_events(stream, providers)
            with member.open() as stream:
                for raw in _log(stream, member) if is_log else _records(stream):
                    seen += 1
                    provider = providers.recognise(raw)
                    with providers.answerable(provider.NAME if provider else None):
                        told = provider.expected(raw) if provider else None
                    if told is None:
                        found.unknown += 1
                    else:
                        yield told
        except (ijson.JSONError, BrokenStreamError, UnicodeDecodeError):
            found.unread.append((member.name, seen))


def _records(stream: BinaryIO) -> Iterator[Any]:
    """The values of a list, of the list "conversations" in an object, or one after another."""
    rewound = _Rewound(stream)
    if rewound.head.lstrip().startswith(b"["):
        yield from ijson.items(rewound, "item", use_float=True)
    elif _is_wrapped(rewound.head):
        yield from ijson.items(rewound, "conversations.item", use_float=True)
    else:
        yield from ijson.items(rewound, "", use_float=True, multiple_values=True)


def _log(stream: BinaryIO, member: Member) -> Iterator[Any]:
    """A log: all its lines that are objects, as one value."""
    rows = []
    for line in stream:
        try:
            rows.append(_whole(json.loads(line.removeprefix(_MARK))))
        except (ValueError, RecursionError):
            continue
    yield {"rows": [row for row in rows if isinstance(row, dict)], "member": member.name}


def _whole(row: Any) -> Any:
    """The same, with U+FFFD for each half of a surrogate pair, which no column of text can hold."""
    written = json.dumps(row, ensure_ascii=False)
    return row if _HALF.search(written) is None else json.loads(_HALF.sub("\ufffd", written))


def _is_wrapped(head: bytes) -> bool:
    """Does an object begin here that has the list "conversations"?"""
    try:
        # Without floats ijson ends the whole process at an integer of more than 4,300 digits.
        told = ijson.parse(BytesIO(head), use_float=True)
        return any(prefix == "conversations" and event == "start_array" for prefix, event, _ in told)
    except (ijson.JSONError, UnicodeDecodeError):
        return False


class _Rewound:
    """A stream whose beginning has been looked at; a byte order mark is left out."""

    def __init__(self, stream: BinaryIO) -> None:
        self.head = stream.read(_HEAD).removeprefix(_MARK)
        self._stream = stream
        self._ahead = self.head

    def read(self, size: int = -1) -> bytes:
        if size == 0 or not self._ahead:
            return self._stream.read(size)
        found, self._ahead = self._ahead, b""
        return found
