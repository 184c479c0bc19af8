"""One conversation -> its rows: the head, the tree, every message, and what follows from the tree."""

from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message
from etl.rows.types import Raw
from etl.transform import tree
from etl.transform.providers.chatgpt import fields, pages, reasoning, research, tools
from etl.transform.providers.chatgpt.documents import read_documents
from etl.transform.providers.chatgpt.head import read_head
from etl.transform.providers.chatgpt.messages import read_message
from etl.transform.providers.coerce import text
from etl.transform.providers.issues import Notes
from etl.transform.providers.placement import name_models, place

Nodes = dict[str, Any]
Rows = list[Message | None]


def flatten(raw: Raw) -> Flat:
    """Flatten one conversation of any era. Every node becomes a Message or a counted drop; never raises.

    Messages come in tour order, parents first; ``position`` tells their place in the file.
    """
    notes = Notes()
    shapes: fields.Shapes = {}
    flat = Flat(read_head(raw, notes))
    nodes: Any = pages.nodes_of(raw, notes) if pages.is_page(raw) else raw.get("mapping")
    if type(nodes) is not dict:
        notes.lost("no mapping")
        nodes = {}
    rows = _read(nodes, flat, notes, shapes)
    shape = _number(nodes, rows, text(raw.get("current_node")), notes)
    place(flat, rows, shape, list(nodes), notes)
    _conclude(flat, nodes, shape, shapes)
    _complete_head(flat.conversation, list(nodes), shape, shapes)
    fields.add(flat.fields, raw, shapes, notes.parts)
    flat.issues = notes.issues(flat.conversation.conversation_id)
    return flat


def _read(nodes: Nodes, flat: Flat, notes: Notes, shapes: fields.Shapes) -> Rows:
    """Each node's message in the file's order, None where there is none."""
    rows: Rows = []
    for node_id, node in nodes.items():
        raw = node.get("message") if type(node) is dict else ()
        if type(raw) is dict:
            row = read_message(node_id, node, raw, flat, notes, shapes)
            row.position = len(rows)
            rows.append(row)
        else:
            flat.drops["no message" if raw is None else "not an object"] += 1
            rows.append(None)
    return rows


def _number(nodes: Nodes, rows: Rows, current: str | None, notes: Notes) -> tree.Tree:
    ids, parents = list(nodes), []
    for (node_id, node), row in zip(nodes.items(), rows, strict=True):
        parent = node.get("parent") if type(node) is dict else None
        if parent is not None and type(parent) is not str:
            notes.lost("a parent that is no id", node_id)
            parent = None
        parents.append(parent)
        if row is not None:
            row.parent_id = parent
    times = [None if row is None else row.created_at for row in rows]
    is_assistant = [row is not None and row.role == "assistant" for row in rows]
    shape = tree.number(ids, parents, times, is_assistant, current)
    for first in shape.broken:
        notes.odd("parent cycle", ids[first])
    return shape


def _conclude(flat: Flat, nodes: Nodes, shape: tree.Tree, shapes: fields.Shapes) -> None:
    """What one message cannot tell alone: its model, its share of the thinking, which tool it called."""
    name_models(flat.messages, flat.conversation.default_model_slug)
    reasoning.settle_seconds(flat.messages)
    research.show_once(flat.messages)
    calls = tools.pair(flat.messages, nodes, shape)
    flat.details += calls
    if calls or any("canvas" in metadata for _, _, metadata, *_ in shapes):
        flat.details += read_documents(flat.messages, nodes, calls)


def _complete_head(head: Conversation, ids: list[str], shape: tree.Tree, shapes: fields.Shapes) -> None:
    head.nodes = len(ids)
    head.current_node_basis = shape.current_basis
    if shape.current != -1:
        head.current_node_id = ids[shape.current]
    head.export_format = fields.export_format(shapes)
