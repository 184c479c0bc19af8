"""Uses of tools, paired by the tree: no export gives a call an id."""

from collections.abc import Mapping, Sequence
from typing import Any

from etl.rows.details import ToolCall
from etl.rows.message import Message
from etl.transform.providers.chatgpt import tool_outcomes
from etl.transform.providers.chatgpt.tool_kinds import category
from etl.transform.tree import Tree

_NO_TOOL = frozenset({None, "", "all", "assistant", "user"})
_UNNAMED = "unknown"
_MOST_OPEN = 32

Open = tuple[tuple[tool_outcomes.Exchange, bool], ...]
"""The uses that a result could belong to, the nearest last, and whether each has one on this path."""


def pair(messages: Sequence[Message], nodes: Mapping[str, Any], shape: Tree) -> list[ToolCall]:
    """The tool calls of a conversation, in tour order.

    An assistant's message addressed to a tool is a call. It is open below itself up to the next message of the
    user, or of the assistant once it has a result. A tool message is a result of the nearest open call of its
    own name, else of its family (web.run and web.search), else of the nearest. Tool messages without an open
    call make a row of their own, one for each run of the same tool.
    """
    if not any(one.role == "tool" or is_call(one) for one in messages):
        return []
    uses: list[tool_outcomes.Exchange] = []
    open_uses: dict[int, Open] = {-1: ()}
    by_place = {message.position: message for message in messages}
    for place in shape.order:
        open_uses[place] = _step(by_place.get(place), open_uses[shape.parents[place]], uses)
    return [_row(ordinal, use, nodes) for ordinal, use in enumerate(uses)]


def is_call(message: Message) -> bool:
    """Is this a message of the assistant to a tool?"""
    return message.role == "assistant" and message.recipient not in _NO_TOOL


def _step(message: Message | None, above: Open, uses: list[tool_outcomes.Exchange]) -> Open:
    """What is open below a message, given what is open above it; a new use also joins ``uses``."""
    if message is None or message.role not in ("assistant", "user", "tool"):
        return above
    if message.role == "tool":
        return _answered(message, above, uses)
    if message.role == "user":
        return ()
    waiting = tuple(pair for pair in above if not pair[1])
    if not is_call(message):
        return waiting
    use = tool_outcomes.Exchange(message.recipient or _UNNAMED, message)
    uses.append(use)
    return (*waiting[1 - _MOST_OPEN :], (use, False))


def _answered(message: Message, above: Open, uses: list[tool_outcomes.Exchange]) -> Open:
    name = message.author_name or _UNNAMED
    place = _nearest(name, above)
    if place is None:
        use = tool_outcomes.Exchange(name, None, [message])
        uses.append(use)
        return ((use, True),)
    use = above[place][0]
    use.results.append(message)
    return (*above[:place], (use, True), *above[place + 1 :])


def _nearest(name: str, above: Open) -> int | None:
    """The place of the use that a tool of this name answers; a use without a call wants the very name."""
    family = name.partition(".")[0]
    best, rank = None, 0
    for place, (use, _) in enumerate(above):
        found = 3 if use.name == name else 0 if use.call is None else 1 + (use.name.partition(".")[0] == family)
        if found and found >= rank:
            best, rank = place, found
    return best


def _row(ordinal: int, use: tool_outcomes.Exchange, nodes: Mapping[str, Any]) -> ToolCall:
    call, first = use.call, use.results[0] if use.results else None
    shown = call or first
    assert shown is not None
    outcome = tool_outcomes.outcome(use, nodes)
    return ToolCall(
        ordinal,
        shown.node_id,
        call.node_id if call else None,
        use.name,
        _category(use, outcome.is_plugin),
        arguments=call.text if call else None,
        result_node_id=first.node_id if first else None,
        results=len(use.results),
        result_characters=sum(one.characters for one in use.results),
        status=outcome.status,
        started_at=outcome.started_at,
        finished_at=outcome.finished_at,
        duration_seconds=outcome.seconds,
        model_slug=shown.model_slug,
        is_current=shown.is_current,
    )


def _category(use: tool_outcomes.Exchange, is_plugin: bool) -> str:
    """That of its name; a report that came of it tells more, whatever app it was asked of."""
    if any(one.is_async_result and one.async_task_id for one in use.results):
        return "deep_research"
    found = category(use.name)
    return "plugin" if found == "other" and is_plugin else found
