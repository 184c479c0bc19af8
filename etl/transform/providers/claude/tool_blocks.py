"""The blocks of tools: a call, which is what the model wrote, and its result, which answers it."""

from collections.abc import Mapping
from typing import Any

from etl.rows.message import Message
from etl.transform.providers.claude.documents import published
from etl.transform.providers.claude.results import read_result
from etl.transform.providers.claude.state import State
from etl.transform.providers.claude.tool_kinds import category
from etl.transform.providers.claude.wording import meet, say
from etl.transform.providers.coerce import as_json, micros, text
from etl.transform.providers.tool_uses import Use

_UNNAMED = "unknown"


def tool_use(row: Message, blocks: list[Any], state: State) -> None:
    (block,) = blocks
    meet(row, block, state)
    name = state.notes.text(block, "name", row.node_id) or _UNNAMED
    given = block.get("input")
    arguments = given if type(given) is str or given is None else as_json(given)
    if arguments is None and given is not None:
        state.notes.lost("a field nested too deep to keep", row.node_id, "input")
    row.role, row.recipient, row.kind = "assistant", name, "code"
    say(row, [arguments])
    if block.get("display_content"):
        row.omitted = "display_content: shows the input"
    use = Use(name, category(name, block), row, asked_at=micros(block.get("stop_timestamp")))
    use.is_timed = use.asked_at is not None or micros(block.get("start_timestamp")) is not None
    state.uses.ask(text(block.get("id")), use, given)
    state.details += published(block, row.node_id)


def tool_result(row: Message, blocks: list[Any], state: State) -> None:
    (block,) = blocks
    meet(row, block, state)
    name = state.notes.text(block, "name", row.node_id)
    row.role, row.author_name, row.kind = "tool", name, "tool_output"
    found = read_result(block, row.node_id, state)
    say(row, found.pieces)
    row.raw_content = found.raw
    row.omitted = "; ".join(found.omitted) or None
    row.files, row.images = found.files, found.images
    started, stopped = micros(block.get("start_timestamp")), micros(block.get("stop_timestamp"))
    row.created_at = row.created_at if started is None else started
    use = state.uses.answer(text(block.get("tool_use_id")), name, lambda: _orphan(name, block), row)
    use.add(row, stopped if stopped is not None else started, block.get("is_error") is True)
    state.details += published(block, row.node_id)


def _orphan(name: str | None, block: Mapping[str, Any]) -> Use:
    return Use(name or _UNNAMED, category(name or _UNNAMED, block))
