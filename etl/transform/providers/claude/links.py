"""What stands below what: the parents that messages name, or their order where they name none."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from etl.rows.message import Message
from etl.transform.providers.issues import Notes

Entry = tuple[Mapping[str, Any], list[Message]]
"""A message as exported, and its rows, at least one."""

_PARENT = "parent_message_uuid"
_ROOT = "00000000-0000-4000-8000-000000000000"


def chain(entries: Sequence[Entry], notes: Notes) -> list[Message]:
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
