"""The shape of a log of any generation: what an event is, what tells that it is Codex's, and the fields it has."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from etl.rows.types import Raw
from etl.transform.providers.codex.exec_events import translated
from etl.transform.providers.codex.items import READERS
from etl.transform.providers.coerce import items, mapping, text
from etl.transform.providers.issues import known_names
from etl.transform.providers.logs import is_log, short, without_pictures

_ENVELOPES = frozenset(
    {"session_meta", "turn_context", "response_item", "event_msg", "compacted", "token_usage_record", "world_state"}
)
_PARTS = frozenset({"input_text", "output_text", "input_image"})
_ITEMS = frozenset(
    {"reasoning", "function_call", "function_call_output", "custom_tool_call", "custom_tool_call_output"}
    | {"local_shell_call", "local_shell_call_output", "web_search_call"}
)


class Event(NamedTuple):
    """``kind``: an envelope's type, or ``state`` for the records of the oldest logs."""

    kind: str
    held: Mapping[str, Any]


def recognises(raw: Raw) -> bool:
    """A log with an event of ours among its first."""
    return is_log(raw, recognises_row)


def recognises_row(row: Raw) -> bool:
    """An event of any of the three generations, or of a run's output."""
    return opened(row) is not None


def opened(row: Mapping[str, Any]) -> Event | None:
    """The event of a row: in an envelope (since 2025-09), or itself the item or head of a session; else None."""
    named, payload = text(row.get("type")), row.get("payload")
    if named in _ENVELOPES and isinstance(payload, dict):
        return Event(named or "", payload)
    if (told := translated(row)) is not None:
        return Event(*told)
    if text(row.get("record_type")) is not None and "mapping" not in row:
        return Event("state", row)
    if named == "message" and _is_spoken(row):
        return Event("response_item", row)
    if named in _ITEMS and ("call_id" in row or "summary" in row or "action" in row):
        return Event("response_item", row)
    if named is None and "id" in row and "timestamp" in row and ("instructions" in row or "git" in row):
        return Event("session_meta", row)
    return None


def _is_spoken(row: Mapping[str, Any]) -> bool:
    kinds = [text(mapping(part).get("type")) for part in items(row.get("content"))]
    return text(row.get("role")) is not None and any(kind in _PARTS for kind in kinds)


def lean(row: Raw) -> Raw:
    """The same event with no more than is read of it: of a long log nothing else is held.

    What the program showed, and the history that it packs, stand in the log as items as well.
    """
    held = row.get("payload")
    if not isinstance(held, dict):
        return row
    if row.get("type") in ("event_msg", "compacted", "turn_context"):
        return row | {"payload": short(held)}
    thought = {"encrypted_content": short(held["encrypted_content"])} if "encrypted_content" in held else {}
    content = {"content": without_pictures(held["content"], _is_picture)} if "content" in held else {}
    output = {"output": without_pictures(held["output"], _is_picture)} if "output" in held else {}
    is_known = held.get("type") in READERS
    return row | {"payload": held | thought | content | output} if is_known else row


def _is_picture(part: Mapping[str, Any]) -> bool:
    return part.get("type") == "input_image"


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names("rows member"),
    "event": known_names(
        """timestamp type payload record_type id instructions git role content call_id name arguments output summary
        encrypted_content status action input ordinal thread_id item model usage error message"""
    ),
    "event_type": known_names(
        "session_meta turn_context response_item event_msg compacted token_usage_record world_state state unknown"
    ),
    "content_type": frozenset(READERS),
    "part": known_names("input_text output_text input_image summary_text reasoning_text text"),
}
"""The fields that logs of 2025 and 2026 are known to have, by place."""
