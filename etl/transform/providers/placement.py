"""What every provider's messages get once their tree is numbered: their place in it, a time, a model."""

from collections.abc import Container, Sequence
from time import time

from etl.rows.conversation import Flat
from etl.rows.message import Message
from etl.rows.types import Micros
from etl.transform import tree
from etl.transform.providers.issues import Notes

Rows = Sequence[Message | None]
_NUMBERED = 9
_DAY = 86_400

FIRST = 1_669_766_400_000_000
"""2022-11-30, when ChatGPT opened, in microseconds since 1970: no product we read is older."""
IMPOSSIBLE = "a time before 2022-11-30 or after the load: unknown"


def place(flat: Flat, rows: Rows, shape: tree.Tree, ids: Sequence[str], notes: Notes) -> None:
    """Add the messages to ``flat`` in tour order, parents first, each with its numbers.

    Those without a time get their nearest dated ancestor's, else the conversation's; a time that cannot be is none.
    ``rows`` runs parallel to ``ids`` and to the lists of ``shape``; None is a node without a message.
    """
    _forget_impossible(flat, rows, notes)
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
    place(flat, rows, shape, ids, notes)
    head = flat.conversation
    head.nodes = len(rows) + flat.drops.total()
    head.current_node_basis = shape.current_basis
    if shape.current != -1:
        head.current_node_id = ids[shape.current]


def standing(parent: str | None, above: dict[str, str | None]) -> str | None:
    """The nearest node from ``parent`` on that became a row; None at a root, and where all above is a circle of others.

    ``above`` holds the nodes that became none, each with its parent, or, once asked, with a nearer to what is sought.
    """
    seen: dict[str, None] = {}
    while parent is not None and parent in above:
        if parent in seen:
            parent = None
            break
        seen[parent] = None
        parent = above[parent]
    above.update(dict.fromkeys(seen, parent))
    return parent


def unused(name: str, taken: Container[str]) -> str:
    """The name, or where it is taken one made of it: name~, name~~ … and with a number behind the sign from nine on."""
    tries = 0
    while _made(name, tries) in taken:
        tries = 2 * tries or 1
    low = tries // 2
    while tries - low > 1:
        middle = (low + tries) // 2
        low, tries = (middle, tries) if _made(name, middle) in taken else (low, middle)
    return _made(name, tries)


def name_models(messages: Sequence[Message], default: str | None) -> None:
    """Set ``model_slug_basis`` of every message, and the slug of answers that name none.

    First that is there: the message's own ('message'), that of another answer of the same turn or run
    ('turn'), the conversation's unless it is auto ('conversation'); else 'none'. Only answers inherit a slug.
    """
    bare = []
    for message in messages:
        if message.model_slug:
            message.model_slug_basis = "message"
        elif message.role == "assistant":
            bare.append(message)
    if bare:
        _inherit_model(bare, _slugs_of_turns(messages), None if default == "auto" else default)


def _forget_impossible(flat: Flat, rows: Rows, notes: Notes) -> None:
    """Times before the first of these products, and after now, are unknown: one of 1970 would stretch every chart."""
    latest = (time() + _DAY) * 1_000_000
    head = flat.conversation
    if head.created_at is not None and not FIRST <= head.created_at <= latest:
        head.created_at = None
        notes.lost(IMPOSSIBLE, None, "the conversation's")
    for row in rows:
        if row is not None and row.created_at is not None and not FIRST <= row.created_at <= latest:
            row.created_at = None
            notes.lost(IMPOSSIBLE, row.node_id)


def _made(name: str, tries: int) -> str:
    return f"{name}{'~' * tries}" if tries < _NUMBERED else f"{name}~{tries}"


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


def _slugs_of_turns(messages: Sequence[Message]) -> dict[tuple[str, str], str]:
    """The first slug of each turn and of each run."""
    slugs: dict[tuple[str, str], str] = {}
    for message in messages:
        if message.role == "assistant" and message.model_slug:
            if message.turn_exchange_id is not None:
                slugs.setdefault(("turn", message.turn_exchange_id), message.model_slug)
            if message.request_node_id is not None:
                slugs.setdefault(("run", message.request_node_id), message.model_slug)
    return slugs


def _inherit_model(bare: Sequence[Message], slugs: dict[tuple[str, str], str], default: str | None) -> None:
    for message in bare:
        slug = slugs.get(("turn", message.turn_exchange_id or "")) or slugs.get(("run", message.request_node_id or ""))
        message.model_slug = slug or default
        if message.model_slug is not None:
            message.model_slug_basis = "turn" if slug else "conversation"
