"""One conversation -> its rows: the head, and every message as a chain of rows, one a fragment."""

from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message
from etl.rows.types import Raw
from etl.transform.providers.coerce import flag, mapping, micros, text
from etl.transform.providers.deepseek import fragments, tools
from etl.transform.providers.deepseek.reading import Reading
from etl.transform.providers.issues import LONGEST_NAME, MISFIT, Notes
from etl.transform.providers.placement import name_models, plant, standing


def flatten(raw: Raw) -> Flat:
    """Flatten one conversation. Every node becomes rows or a counted drop; never raises.

    The last fragment's row has the node's id, those before node/0, node/1 …: thoughts, searches, text.
    """
    notes = Notes()
    flat = Flat(_head(raw, notes))
    reading = Reading(notes)
    nodes = raw.get("mapping")
    if type(nodes) is not dict:
        notes.lost("no mapping")
        nodes = {}
    rows = _read(nodes, flat, reading)
    plant(flat, rows, text(raw.get("current_node")), notes)
    name_models(flat.messages, None)
    flat.details = [*reading.details, *tools.calls(flat.messages)]
    flat.conversation.export_format = "fragments"
    reading.see("conversation", raw)
    for (place, name), records in reading.fields.items():
        flat.fields[place, name[:LONGEST_NAME]] += records
    flat.issues = notes.issues(flat.conversation.conversation_id)
    return flat


def _head(raw: Raw, notes: Notes) -> Conversation:
    name = notes.text(raw, "id")
    if name is None:
        name = notes.missing_id([raw.get("inserted_at"), next(iter(mapping(raw.get("mapping"))), None)])
    for field in ("inserted_at", "updated_at"):
        if raw.get(field) and micros(raw[field]) is None:
            notes.lost(MISFIT, None, field)
    return Conversation(
        conversation_id=name,
        title=notes.text(raw, "title"),
        created_at=micros(raw.get("inserted_at")),
        updated_at=micros(raw.get("updated_at")),
        is_starred=flag(raw.get("is_pinned")),
    )


def _read(nodes: dict[str, Any], flat: Flat, reading: Reading) -> list[Message]:
    """The rows of all nodes in the file's order; a node without a message hands its parent on to those below."""
    above: dict[str, str | None] = {}
    rows: list[Message] = []
    taken = set(nodes)
    position = 0
    for name, node in nodes.items():
        held = mapping(node)
        parent = reading.notes.text(held, "parent", name)
        if type(held.get("message")) is not dict:
            flat.drops["no message" if held.get("message") is None else "not an object"] += 1
            above[name] = parent
            position += 1
            continue
        reading.see("node", held)
        chain = fragments.read(name, held["message"], taken, reading)
        chain[0].parent_id = parent
        for row in chain:
            row.position = position
            position += 1
        rows += chain
    for row in rows:
        row.parent_id = standing(row.parent_id, above)
    return rows
