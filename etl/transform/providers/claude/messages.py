"""One message -> its rows with their details. The hot path."""

from typing import Any

from etl.rows.message import Message
from etl.transform.providers.claude import fields
from etl.transform.providers.claude.blocks import READERS, unknown
from etl.transform.providers.claude.files import read_files
from etl.transform.providers.claude.groups import Group, groups
from etl.transform.providers.claude.state import State
from etl.transform.providers.coerce import micros, text
from etl.transform.providers.issues import MISFIT

_ROLES = {"human": "user", "assistant": "assistant"}
_EMPTY: Group = ("text", [])


def read_message(raw: dict[str, Any], own: str, state: State) -> list[Message]:
    """The rows of one message, at least one; the last has the id ``own``. Never raises for odd content.

    Adds what belongs to them to ``state``: attachments, citations, documents, uses of tools.
    """
    sender = raw.get("sender")
    role = _ROLES.get(sender) if type(sender) is str else None
    if role is None:
        state.notes.odd("unknown sender", own)
        role = sender if type(sender) is str and sender else None
    fields.see(state.shapes, "message", raw)
    fields.see(state.shapes, "role", (sender,) if type(sender) is str else ())
    found = groups(raw, own, state.notes) or [_EMPTY]
    named, (created, updated) = text(raw.get("uuid")), _times(raw, own, state)
    state.uses.open_message()
    rows, last, begin = [], len(found) - 1, len(state.details)
    for number, (kind, blocks) in enumerate(found):
        row = Message(own if number == last else state.row_id(own, number))
        row.message_id, row.role, row.content_type = named, role, kind or None
        row.created_at, row.updated_at = created, updated
        READERS.get(kind, unknown)(row, blocks, state)
        row.is_hidden = row.kind == "quote" and number != last
        row.in_context = bool(row.text or row.images) and row.kind != "thoughts"
        rows.append(row)
    state.ids.add(own)
    _finish(raw, rows, state, begin)
    return rows


def _times(raw: dict[str, Any], own: str, state: State) -> tuple[Any, Any]:
    times = micros(raw.get("created_at")), micros(raw.get("updated_at"))
    for name, time in zip(("created_at", "updated_at"), times, strict=True):
        if time is None and raw.get(name):
            state.notes.lost(MISFIT, own, name)
    return times


def _finish(raw: dict[str, Any], rows: list[Message], state: State, begin: int) -> None:
    """What the message tells as a whole stands with its last row."""
    last = rows[-1]
    reason, model = raw.get("stop_reason"), raw.get("model")
    if type(reason) is str:
        last.finish_type = reason or None
    if type(model) is str and model:
        for row in rows:
            row.model_slug = model if row.role == "assistant" else None
    if raw.get("attachments") or raw.get("files"):
        read_files(raw, rows, state, begin)
