"""Is this a conversation of claude.ai, and whose? Told by its shape alone."""

from itertools import islice

from etl.rows.types import Raw
from etl.transform.providers.coerce import mapping, text

_LOOKED_AT = 5


def recognises(raw: Raw) -> bool:
    """A conversation with chat_messages and a uuid; without a uuid, one whose messages have senders."""
    if not isinstance(raw, dict) or "chat_messages" not in raw:
        return False
    messages = raw["chat_messages"]
    if isinstance(raw.get("uuid"), str):
        return messages is None or isinstance(messages, list)
    if not isinstance(messages, list):
        return False
    return any(isinstance(message, dict) and "sender" in message for message in islice(messages, _LOOKED_AT))


def owner(raw: Raw) -> str | None:
    """The account that a conversation names as its own; conversations of the web API name none."""
    return text(mapping(raw.get("account")).get("uuid"))
