"""iFlow's logs of sessions: Claude Code's events, under ids of its own, and results of tools as objects."""

from collections.abc import Mapping
from typing import Any

from etl.rows.conversation import Flat
from etl.rows.types import Raw
from etl.transform.providers import claude_code
from etl.transform.providers.claude_code.fields import is_iflow
from etl.transform.providers.coerce import as_json, items, mapping
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
    blocks = [{**one, "content": _told(one["content"])} if _is_object(one) else one for one in content]
    return {**row, "message": {**held, "content": blocks}}


def _is_object(block: Any) -> bool:
    return mapping(block).get("type") == "tool_result" and isinstance(block.get("content"), dict)


def _told(content: Mapping[str, Any]) -> str | None:
    parts = content.get("responseParts")
    told = [mapping(mapping(part).get("functionResponse")) for part in (items(parts) or [parts])]
    outputs = [mapping(one.get("response")).get("output") for one in told]
    words = [one for one in outputs if isinstance(one, str) and one]
    return "\n".join(words) or as_json(content)
