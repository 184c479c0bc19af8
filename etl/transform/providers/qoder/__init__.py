"""Qoder's logs of sessions: Claude Code's events, with credits for what was used in place of tokens."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from etl.extract.archive import Member
from etl.rows.conversation import Flat
from etl.rows.loads import Issue
from etl.rows.types import Raw
from etl.transform.providers import claude_code
from etl.transform.providers.claude_code.fields import is_qoder
from etl.transform.providers.coerce import items, mapping
from etl.transform.providers.companion_files import Rows, last_name
from etl.transform.providers.expectation import Expectation
from etl.transform.providers.logs import is_log
from etl.transform.providers.logs import nobody as owner

__all__ = ["KNOWN", "NAME", "VENDOR", "companions", "expected", "flatten", "owner", "recognises", "recognises_row"]

NAME = "qoder"
VENDOR = "qoder"
KNOWN: Mapping[str, frozenset[str]] = {
    **claude_code.KNOWN,
    "event": claude_code.KNOWN["event"] | {"agentSetting", "config", "title", "working_dir"},
}


def recognises(raw: Raw) -> bool:
    """A log with an event that only Qoder has among its first."""
    return is_log(raw, is_qoder)


def recognises_row(row: Raw) -> bool:
    """An event that only Qoder has, or one that names credits."""
    return is_qoder(row)


def companions(members: Sequence[Member]) -> Iterator[tuple[Member, Rows]]:
    """The files beside the logs that tell a session's title and what it was forked from, which are not read."""
    for member in members:
        if last_name(member).endswith("-session.json"):
            yield member, [Issue("note", "a file with a session's title and origin, which are not read", member.name)]


def flatten(raw: Raw) -> Flat:
    """Flatten one log, as one of Claude Code's; never raises. Credits are no tokens, and so left out."""
    return claude_code.flatten({**raw, "rows": [_plain(row) for row in items(raw.get("rows"))]})


def expected(raw: Raw) -> Expectation | None:
    """What a log should come to: the same as one of Claude Code's."""
    return claude_code.expected(raw)


def _plain(row: Any) -> Any:
    held = mapping(mapping(row).get("message"))
    used = held.get("usage")
    if not isinstance(used, dict) or "credits" not in used:
        return row
    return {**row, "message": {**held, "usage": {name: value for name, value in used.items() if name != "credits"}}}
