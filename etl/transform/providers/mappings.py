"""Conversations whose nodes stand in a ``mapping``: ChatGPT's, and DeepSeek's, whose messages are others."""

from itertools import islice

from etl.rows.types import Raw

_LOOKED_AT = 5


def is_of_fragments(raw: Raw) -> bool:
    """Is this conversation DeepSeek's? It says ``inserted_at``, or its messages have fragments and no author."""
    mapping = raw.get("mapping")
    return isinstance(mapping, dict) and ("inserted_at" in raw or _has_fragments(mapping))


def _has_fragments(mapping: dict[str, object]) -> bool:
    for node in islice(mapping.values(), _LOOKED_AT):
        message = node.get("message") if isinstance(node, dict) else None
        if isinstance(message, dict) and "fragments" in message and "author" not in message:
            return True
    return False
