"""The front matter of a page: YAML that every parser reads the same."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from etl.export.conversation import Conversation

_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def front(conversation: Conversation, messages: int) -> Iterator[str]:
    """The lines between two rules; what is not known has no line. Times are UTC."""
    yield "---"
    values = {
        "title": conversation.title or "",
        "conversation_id": conversation.conversation_id,
        "provider": conversation.provider,
        "account": conversation.account_id,
        "created": conversation.created_at,
        "updated": conversation.updated_at,
        "url": conversation.url,
        "models": conversation.models or None,
        "messages": messages,
        "tokens": conversation.tokens,
        "project": conversation.project,
        "gpt": conversation.gpt_id,
    }
    yield from (f"{key}: {scalar(value)}" for key, value in values.items() if value is not None)
    yield "---"


def identity(conversation: Conversation) -> str:
    """The lines of the front matter that no other conversation has."""
    keys = ("conversation_id", "provider", "account")
    values = (conversation.conversation_id, conversation.provider, conversation.account_id)
    told = (f"{key}: {scalar(value)}\n" for key, value in zip(keys, values, strict=True) if value is not None)
    return "\n" + "".join(told)


def scalar(value: object) -> str:
    """A value as YAML. A text is a JSON string, which every YAML parser reads, whatever is in it."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, list):
        return "[" + ", ".join(map(scalar, value)) + "]"
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))
