"""Where a conversation's messages stand in its tree: what every provider's messages get once the tree is numbered."""

from collections.abc import Sequence

from etl.rows.conversation import Flat
from etl.rows.message import Message
from etl.rows.types import Micros
from etl.transform import tree
from etl.transform.providers.issues import Notes

Rows = Sequence[Message | None]


def place(flat: Flat, rows: Rows, shape: tree.Tree, ids: Sequence[str]) -> None:
    """Add the messages to ``flat`` in tour order, parents first, each with its numbers.

    Those without a time get their nearest dated ancestor's, else the conversation's. ``rows`` runs parallel to
    ``ids`` and to the lists of ``shape``; None is a node without a message.
    """
    started = flat.conversation.created_at
    dated: list[Micros | None] = [None] * len(rows)
    for at in shape.order:
        row, parent = rows[at], shape.parents[at]
        inherited = dated[parent] if parent != -1 else None
        if row is None:
            dated[at] = inherited
            continue
        if row.created_at is not None:
            row.created_at_basis = "message"
            dated[at] = row.created_at
        else:
            dated[at] = inherited
            row.created_at = started if inherited is None else inherited
            if row.created_at is not None:
                row.created_at_basis = "conversation" if inherited is None else "parent"
        _copy_numbers(row, at, shape, ids)
        flat.messages.append(row)


def plant(flat: Flat, rows: Sequence[Message], current: str | None, notes: Notes) -> None:
    """Number the tree that the rows' own ``parent_id`` make, place them in it, and tell the head of it.

    For providers whose messages become several rows each: the nodes of the conversation are then these rows and
    what was dropped. ``current`` is the node that the export names as the last of the shown path.
    """
    ids = [row.node_id for row in rows]
    is_assistant = [row.role == "assistant" for row in rows]
    times = [row.created_at for row in rows]
    shape = tree.number(ids, [row.parent_id for row in rows], times, is_assistant, current)
    for first in shape.broken:
        notes.odd("parent cycle", ids[first])
    place(flat, rows, shape, ids)
    head = flat.conversation
    head.nodes = len(rows) + flat.drops.total()
    head.current_node_basis = shape.current_basis
    if shape.current != -1:
        head.current_node_id = ids[shape.current]


def _copy_numbers(row: Message, place: int, shape: tree.Tree, ids: Sequence[str]) -> None:
    row.depth = shape.depths[place]
    row.sibling_index = shape.sibling_indexes[place]
    row.siblings = shape.siblings[place]
    row.branch_index = shape.branches[place]
    row.is_current = shape.is_current[place]
    row.tour_in = shape.tour_in[place]
    row.tour_out = shape.tour_out[place]
    request = shape.requests[place]
    if request != -1:
        row.request_node_id = ids[request]
