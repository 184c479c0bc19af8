"""What the session's own log reports of its requests: the log itself, and those of its sub-agents beside it.

The database may not have them yet, and a status line cannot wait for a load; so this reads of each row no more than
what was billed. Where a log is long, its end: what was before that has been loaded.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

_MOST = 32 << 20
"""Bytes of a log's end that are read: some tenths of a second."""

_MARK = b'"usage"'


@dataclass(frozen=True, slots=True)
class Request:
    """What one answer of the API used; ``input`` = fresh + ``cached`` + ``written``. ``at`` has a zone."""

    usage_id: str
    at: datetime
    model: str | None
    input: int
    cached: int
    written: int
    written_1h: int
    output: int
    speed: str | None
    service_tier: str | None
    inference_geo: str | None


def requests(transcript: Path) -> list[Request]:
    """Every answer that a session and its sub-agents report, each once, as the last and largest row has it."""
    found: dict[str, Request] = {}
    for path in (transcript, *sorted(transcript.with_suffix("").glob("subagents/*.jsonl"))):
        for request in _of(path):
            before = found.get(request.usage_id)
            if before is None or (request.output, request.input) >= (before.output, before.input):
                found[request.usage_id] = request
    return list(found.values())


def _of(path: Path) -> Iterator[Request]:
    for line in _lines(path):
        if _MARK in line:
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                continue
            request = _request(row) if isinstance(row, dict) else None
            if request is not None:
                yield request


def _lines(path: Path) -> Iterator[bytes]:
    """The rows of a log, of a long one the last; none where there is no such file."""
    try:
        if not path.is_file():
            return
        with path.open("rb") as stream:
            begin = max(0, stream.seek(0, 2) - _MOST)
            stream.seek(begin)
            if begin:
                stream.readline()
            yield from stream
    except OSError:
        return


def _request(row: Mapping[str, Any]) -> Request | None:
    message = row.get("message")
    usage = message.get("usage") if isinstance(message, dict) else None
    if not isinstance(message, dict) or not isinstance(usage, dict):
        return None
    names = [name for name in (message.get("id"), row.get("requestId")) if isinstance(name, str) and name]
    split = usage.get("cache_creation")
    lasting, brief = (_number(split, f"ephemeral_{span}_input_tokens") for span in ("1h", "5m"))
    fresh, cached = _number(usage, "input_tokens"), _number(usage, "cache_read_input_tokens")
    written = max(_number(usage, "cache_creation_input_tokens"), lasting + brief)
    at = _time(row.get("timestamp"))
    if not names or at is None:
        return None
    return Request(
        usage_id=":".join(names),
        at=at,
        model=_text(message, "model"),
        input=fresh + cached + written,
        cached=cached,
        written=written,
        written_1h=min(lasting, written),
        output=_number(usage, "output_tokens"),
        speed=_text(usage, "speed"),
        service_tier=_text(usage, "service_tier"),
        inference_geo=_text(usage, "inference_geo"),
    )


def _number(part: object, name: str) -> int:
    value = part.get(name) if isinstance(part, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else 0


def _text(part: Mapping[str, Any], name: str) -> str | None:
    value = part.get(name)
    return value if isinstance(value, str) and value else None


def _time(value: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None
