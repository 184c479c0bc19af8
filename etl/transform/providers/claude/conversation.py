"""One conversation -> its rows: the head, every message as a chain of rows, and what follows from the tree."""

from typing import Any

from etl.rows.conversation import Flat
from etl.rows.types import Raw
from etl.transform.providers import model_slugs
from etl.transform.providers.claude import documents, fields, head, links, messages, tools
from etl.transform.providers.claude.builder import State
from etl.transform.providers.coerce import text
from etl.transform.providers.issues import Notes
from etl.transform.providers.placement import plant


def flatten(raw: Raw) -> Flat:
    """Flatten one conversation of any era. Every entry becomes rows or a counted drop; never raises.

    A message of several blocks becomes several rows, one below the other: what was pasted, thoughts, calls of
    tools, their results, text. Its last row has its uuid as node_id, those before uuid/0, uuid/1 …, so that who
    names it as a parent stands below all of it. Nodes of the conversation are these rows and what was dropped.
    """
    state = State(Notes())
    flat = Flat(head.read(raw, state.notes))
    entries = _read(raw.get("chat_messages"), flat, state)
    rows = links.chain(entries, state.notes)
    plant(flat, rows, text(raw.get("current_leaf_message_uuid")), state.notes)
    model_slugs.fill(flat.messages, flat.conversation.default_model_slug)
    calls = tools.calls(state.uses)
    flat.details = [*state.details, *(call for call, _ in calls)]
    flat.details += [*documents.of_calls(calls), *documents.of_tags(flat.messages)]
    flat.conversation.export_format = fields.export_format(raw, state.shapes)
    fields.add(flat.fields, raw, state.shapes)
    flat.issues = state.notes.issues(flat.conversation.conversation_id)
    return flat


def _read(chat: Any, flat: Flat, state: State) -> list[links.Entry]:
    """Each message with its rows, in the order of the file; what is no message, or one again, is dropped."""
    if type(chat) is not list:
        state.notes.lost("no messages")
        return []
    entries: list[links.Entry] = []
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
        rows = messages.read(raw, _identity(named, len(entries), state), state)
        for row in rows:
            row.position = position
            position += 1
        entries.append((raw, rows))
    return entries


def _identity(named: str | None, place: int, state: State) -> str:
    """The message's id; one that it lacks, or that another message has, is made up."""
    if named is None:
        state.notes.odd("no message id")
        named = f"missing-{place}"
    own = named
    while own in state.ids:
        state.notes.odd("two messages of one id", named)
        own += "~"
    return own
