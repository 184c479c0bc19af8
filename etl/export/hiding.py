"""A conversation without what should not be passed on."""

import dataclasses
from typing import Any, TypeVar

from etl.export.conversation import Conversation
from etl.redact import Hide, unchanged

_Row = TypeVar("_Row")
_KEPT = {"kind", "role", "channel", "provider", "action", "aside"}


def hide(conversation: Conversation, hidden: Hide) -> Conversation:
    """The same conversation, every text in it passed through ``hidden``; its own id stays, to know it by."""
    if hidden is unchanged:
        return conversation
    return dataclasses.replace(_row(conversation, hidden), conversation_id=conversation.conversation_id)


def _row(row: _Row, hidden: Hide) -> _Row:
    fields = dataclasses.fields(row)  # type: ignore[arg-type]
    changed = {each.name: _value(getattr(row, each.name), hidden) for each in fields if each.name not in _KEPT}
    return dataclasses.replace(row, **changed)  # type: ignore[type-var]


def _value(value: Any, hidden: Hide) -> Any:
    if isinstance(value, str):
        return hidden(value)
    if isinstance(value, list):
        return [_value(item, hidden) for item in value]
    return _row(value, hidden) if dataclasses.is_dataclass(value) else value
