"""One conversation -> its rows: the head, every message as a chain of rows, and what follows from the tree."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message
from etl.rows.types import Raw
from etl.transform.providers import tool_uses
from etl.transform.providers.claude import design, documents, fields
from etl.transform.providers.claude.messages import read_message
from etl.transform.providers.claude.state import State
from etl.transform.providers.coerce import flag, items, mapping, micros, text
from etl.transform.providers.issues import MISFIT, Notes
from etl.transform.providers.placement import name_models, plant, unused

Entry = tuple[Mapping[str, Any], list[Message]]
"""A message as exported, and its rows, at least one."""

_PARENT = "parent_message_uuid"
_ROOT = "00000000-0000-4000-8000-000000000000"


def flatten(raw: Raw) -> Flat:
    """Flatten one conversation of any era. Every entry becomes rows or a counted drop; never raises.

    A message of several blocks becomes several rows, one below the other: what was pasted, thoughts, calls of
    tools, their results, text. Its last row has its uuid as node_id, those before uuid/0, uuid/1 …, so that who
    names it as a parent stands below all of it. Nodes of the conversation are these rows and what was dropped.
    """
    raw = design.as_chat(raw) if design.is_design(raw) else raw
    state = State(Notes())
    flat = Flat(_head(raw, state.notes))
    entries = _read(raw.get("chat_messages"), flat, state)
    rows = _chain(entries, state.notes)
    plant(flat, rows, text(raw.get("current_leaf_message_uuid")), state.notes)
    name_models(flat.messages, flat.conversation.default_model_slug)
    calls = tool_uses.calls(state.uses)
    flat.details = [*state.details, *(call for call, _ in calls)]
    flat.details += [*documents.of_calls(calls), *documents.of_tags(flat.messages)]
    flat.conversation.export_format = fields.export_format(raw, state.shapes)
    fields.add(flat.fields, raw, state.shapes)
    flat.issues = state.notes.issues(flat.conversation.conversation_id)
    return flat


def _head(raw: Raw, notes: Notes) -> Conversation:
    """One conversation's row, without what only its messages can tell (current node, nodes, format).

    The official export names neither a model nor a project; the web API names both.
    """
    created, updated = micros(raw.get("created_at")), micros(raw.get("updated_at"))
    for name, value in (("created_at", created), ("updated_at", updated)):
        if raw.get(name) and value is None:
            notes.lost(MISFIT, None, name)
    return Conversation(
        conversation_id=_identity(raw, notes),
        title=notes.text(raw, "name"),
        created_at=created,
        updated_at=updated,
        default_model_slug=notes.text(raw, "model"),
        project_id=text(raw.get("project_uuid")) or text(mapping(raw.get("project")).get("uuid")),
        is_archived=flag(raw.get("is_archived")),
        is_starred=flag(raw.get("is_starred")),
        origin=text(raw.get("platform")),
    )


def _identity(raw: Raw, notes: Notes) -> str:
    """The conversation's id; where it has none, one made of what stays when it grows: its time and first message."""
    found = notes.text(raw, "uuid")
    if found:
        return found
    first = next((mapping(one).get("uuid") for one in items(raw.get("chat_messages")) if one), None)
    return notes.missing_id([raw.get("created_at"), first])


def _read(chat: Any, flat: Flat, state: State) -> list[Entry]:
    """Each message with its rows, in the order of the file; what is no message, or one again, is dropped."""
    if type(chat) is not list:
        state.notes.lost("no messages")
        return []
    entries: list[Entry] = []
    seen: dict[str, Raw] = {}
    position = 0
    for raw in chat:
        if type(raw) is not dict:
            flat.drops["no message" if raw is None else "not an object"] += 1
            position += 1
            continue
        named = text(raw.get("uuid"))
        if named is not None and seen.setdefault(named, raw) is not raw and seen[named] == raw:
            flat.drops["the same message again"] += 1
            position += 1
            continue
        rows = read_message(raw, _message_id(named, len(entries), state), state)
        for row in rows:
            row.position = position
            position += 1
        entries.append((raw, rows))
    return entries


def _message_id(named: str | None, place: int, state: State) -> str:
    """The message's id; one that it lacks, or that another message has, is made up."""
    if named is None:
        state.notes.odd("no message id")
        named = f"missing-{place}"
    own = unused(named, state.ids)
    if own != named:
        state.notes.odd("two messages of one id", named)
    return own


def _chain(entries: Sequence[Entry], notes: Notes) -> list[Message]:
    """All rows in the order of the file, each with the row it stands below as ``parent_id``.

    Where no message of a conversation names a parent (until 2025), each stands below the one before it in time:
    the order of the list is not always that of the talk. Where some do, one that has no such field stands below
    the one before it in the list.
    """
    if any(type(raw.get(_PARENT)) is str for raw, _ in entries):
        _follow(entries, notes)
    else:
        _string(entries)
    for _, rows in entries:
        for above, row in pairwise(rows):
            row.parent_id = above.node_id
    return [row for _, rows in entries for row in rows]


def _follow(entries: Sequence[Entry], notes: Notes) -> None:
    before: str | None = None
    for raw, rows in entries:
        parent = raw.get(_PARENT, before)
        if parent is not None and type(parent) is not str:
            notes.lost("a parent that is no id", rows[-1].node_id)
            parent = before
        rows[0].parent_id = None if parent == _ROOT or not parent else parent
        before = rows[-1].node_id


def _string(entries: Sequence[Entry]) -> None:
    ordered = list(entries)
    if all(_time(entry) is not None for entry in entries):
        ordered.sort(key=lambda entry: _time(entry) or 0)
    for above, (_, rows) in pairwise(ordered):
        rows[0].parent_id = above[1][-1].node_id


def _time(entry: Entry) -> int | None:
    return entry[1][0].created_at
