"""One message -> its rows with their details. The hot path."""

from typing import Any

from etl.rows.message import Message
from etl.transform.providers.claude import fields
from etl.transform.providers.claude.blocks import READERS, unknown
from etl.transform.providers.claude.content import Group, media
from etl.transform.providers.claude.files import read_files
from etl.transform.providers.claude.groups import SENT, groups
from etl.transform.providers.claude.state import State
from etl.transform.providers.coerce import micros, text
from etl.transform.providers.issues import MISFIT

_ROLES = {"human": "user", "assistant": "assistant"}
_EMPTY: Group = ("text", [])
_ANSWERS = frozenset({"text", "audio", "unknown"})


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
        row.is_hidden = row.is_hidden or (role == "user" == row.role and kind not in SENT)
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
    _show_once(rows)
    _answer_once(rows)
    reason, model = raw.get("stop_reason"), raw.get("model")
    if type(reason) is str:
        last.finish_type = reason or None
    if type(model) is str and model:
        for row in rows:
            row.model_slug = model if row.role == "assistant" else None
    if raw.get("attachments") or raw.get("files") or any(media(raw)):
        read_files(raw, rows, state, begin)


def _show_once(rows: list[Message]) -> None:
    """Where a person's message has nothing but blocks that nobody knows, the last that bears text is what was sent."""
    sent = [row for row in rows if row.role == "user" and row.kind != "quote"]
    told = [row for row in sent if row.kind == "unknown" and row.text]
    if told and all(row.is_hidden for row in sent):
        told[-1].is_hidden = False


def _answer_once(rows: list[Message]) -> None:
    """Of what a model says in one message the last is the answer; what it says before is commentary.

    Blocks nobody knows are the answer only where nothing else is; text of theirs that stands in the words is no more.
    """
    said = [row for row in rows if row.role == "assistant" and row.kind in _ANSWERS and row.recipient is None]
    said.sort(key=lambda row: (row.kind != "unknown", bool(row.text)))
    for row in said[:-1]:
        row.channel = "commentary"
    spoken = said[-1] if said else rows[-1]
    for row in rows:
        if row.kind == "unknown" and row.text and row.text == spoken.text and row is not spoken:
            row.text, row.characters, row.omitted = "", 0, "text: stands in the message's words"
