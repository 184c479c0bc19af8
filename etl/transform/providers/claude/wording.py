"""What a block gives to its row whatever its kind: that it was seen, its time, and its text."""

from collections.abc import Mapping
from typing import Any

from etl.rows.message import Message
from etl.transform.providers.claude import fields
from etl.transform.providers.claude.state import State
from etl.transform.providers.coerce import as_json, micros


def meet(row: Message, block: Mapping[str, Any], state: State) -> None:
    """Count a block, and take its own time where it has one."""
    fields.see(state.shapes, "content", block)
    fields.see(state.shapes, "content_type", (row.content_type,) if row.content_type else ())
    if row.role == "assistant" and block.get("start_timestamp") is not None:
        started = micros(block["start_timestamp"])
        row.created_at = row.created_at if started is None else started


def say(row: Message, pieces: list[Any]) -> None:
    """Give a row its text: the pieces that are text."""
    told = [piece for piece in pieces if type(piece) is str and piece]
    row.text = told[0] if len(told) == 1 else "\n".join(told)
    row.characters = sum(map(len, told))


def written(row: Message, value: Any, state: State) -> str | None:
    """What stands where a text should, as a text; noted where it is none. None for what is nested too deep to keep."""
    if type(value) is str:
        return value
    state.notes.odd("a text field holds something else", row.node_id, "text")
    told = as_json(value)
    if told is None:
        state.notes.lost("a field nested too deep to keep", row.node_id, "text")
    return told
