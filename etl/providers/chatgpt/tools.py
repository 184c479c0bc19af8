"""Uses of tools, paired by the tree: no export gives a call an id."""

from collections.abc import Mapping, Sequence
from typing import Any

from etl.model import Message, ToolCall
from etl.providers.chatgpt import outcomes
from etl.providers.chatgpt.categories import category
from etl.tree import Tree

_NO_TOOL = frozenset({None, "", "all", "assistant", "user"})
_UNNAMED = "unknown"


def pair(messages: Sequence[Message], nodes: Mapping[str, Any], shape: Tree) -> list[ToolCall]:
    """The tool calls of a conversation, in tour order.

    An assistant's message addressed to a tool is a call; the tool messages below it, up to the next message
    of the assistant or the user, are its results. Tool messages without a call above make a row of their own,
    one for each run of the same tool.
    """
    if not any(one.role == "tool" or is_call(one) for one in messages):
        return []
    uses: list[outcomes.Use] = []
    owners: dict[int, outcomes.Use | None] = {-1: None}
    by_place = {message.position: message for message in messages}
    for place in shape.order:
        owner = _owner(by_place.get(place), owners[shape.parents[place]], uses)
        owners[place] = owner
    return [_row(ordinal, use, nodes) for ordinal, use in enumerate(uses)]


def is_call(message: Message) -> bool:
    """Is this a message of the assistant to a tool?"""
    return message.role == "assistant" and message.recipient not in _NO_TOOL


def _owner(message: Message | None, above: outcomes.Use | None, uses: list[outcomes.Use]) -> outcomes.Use | None:
    """The use that a message opens or belongs to, given that of the node above it."""
    if message is None or message.role not in ("assistant", "user", "tool"):
        return above
    if message.role == "tool":
        is_other = above is not None and above.call is None and above.name != (message.author_name or _UNNAMED)
        if above is None or is_other:
            above = outcomes.Use(message.author_name or _UNNAMED)
            uses.append(above)
        above.results.append(message)
        return above
    if not is_call(message):
        return None
    use = outcomes.Use(message.recipient or _UNNAMED, message)
    uses.append(use)
    return use


def _row(ordinal: int, use: outcomes.Use, nodes: Mapping[str, Any]) -> ToolCall:
    call, first = use.call, use.results[0] if use.results else None
    shown = call or first
    assert shown is not None
    outcome = outcomes.outcome(use, nodes)
    return ToolCall(
        ordinal,
        shown.node_id,
        call.node_id if call else None,
        use.name,
        category(use.name) if category(use.name) != "other" or not outcome.is_plugin else "plugin",
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
