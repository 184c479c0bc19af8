"""iFlow's logs of sessions: Claude Code's events, under ids of its own, and results of tools as objects."""

from collections.abc import Mapping
from typing import Any

from etl.rows.conversation import Flat
from etl.rows.types import Raw
from etl.transform.providers import claude_code
from etl.transform.providers.claude_code.fields import is_iflow
from etl.transform.providers.coerce import as_json, items, mapping, text
from etl.transform.providers.companion_files import none as companions
from etl.transform.providers.expectation import Expectation
from etl.transform.providers.logs import is_log
from etl.transform.providers.logs import nobody as owner

__all__ = ["KNOWN", "NAME", "VENDOR", "companions", "expected", "flatten", "owner", "recognises", "recognises_row"]

NAME = "iflow"
VENDOR = "iflow"
KNOWN = claude_code.KNOWN


def recognises(raw: Raw) -> bool:
    """A log with an event of iFlow's among its first."""
    return is_log(raw, recognises_row)


def recognises_row(row: Raw) -> bool:
    """An event of a session whose id is that of a file of iFlow's."""
    return is_iflow(row)


def flatten(raw: Raw) -> Flat:
    """Flatten one log, as one of Claude Code's whose tools answer in texts; never raises."""
    return claude_code.flatten({**raw, "rows": [_plain(row) for row in items(raw.get("rows"))]})


def expected(raw: Raw) -> Expectation | None:
    """What a log should come to: the same as one of Claude Code's."""
    return claude_code.expected(raw)


def _plain(row: Any) -> Any:
    """The same event, what a tool answered as the text in it."""
    held = mapping(mapping(row).get("message"))
    content = held.get("content")
    if not isinstance(content, list) or not any(isinstance(mapping(one).get("content"), dict) for one in content):
        return row
    blocks = [_result(one) if _is_object(one) else one for one in content]
    return {**row, "message": {**held, "content": blocks}}


def _result(block: Mapping[str, Any]) -> Mapping[str, Any]:
    content = block["content"]
    failed = {"is_error": True} if _is_failed(content) else {}
    return {**block, **failed, "content": _told(content)}


def _is_object(block: Any) -> bool:
    return mapping(block).get("type") == "tool_result" and isinstance(block.get("content"), dict)


def _is_failed(content: Mapping[str, Any]) -> bool:
    return any(text(_response(part).get("error")) for part in _parts(content))


def _told(content: Mapping[str, Any]) -> str | None:
    words = [one for part in _parts(content) if (one := _words(part))]
    return "\n".join(words) or as_json(content)


def _words(part: Mapping[str, Any]) -> str | None:
    """What a part of a tool's answer says: its output, or why there is none, or bare text beside it."""
    told = _response(part)
    return text(told.get("output")) or text(told.get("error")) or text(part.get("text"))


def _parts(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    parts = content.get("responseParts")
    return [mapping(part) for part in (items(parts) or [parts])]


def _response(part: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(mapping(part.get("functionResponse")).get("response"))
