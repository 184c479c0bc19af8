"""Is this a ChatGPT conversation? Told by its shape alone."""

from itertools import islice

from etl.model import Raw

_SIGNS = frozenset({"conversation_id", "current_node", "default_model_slug"})
_LOOKED_AT = 5


def recognises(raw: Raw) -> bool:
    """A conversation with a mapping, or one that lost its mapping but has a title and what else is ours.

    Exports of DeepSeek have a mapping as well: theirs say ``inserted_at``, and their messages have fragments.
    """
    if not isinstance(raw, dict):
        return False
    mapping = raw.get("mapping")
    if isinstance(mapping, dict):
        return "inserted_at" not in raw and not _has_fragments(mapping)
    return "title" in raw and not _SIGNS.isdisjoint(raw) and "chat_messages" not in raw


def _has_fragments(mapping: dict[str, object]) -> bool:
    for node in islice(mapping.values(), _LOOKED_AT):
        message = node.get("message") if isinstance(node, dict) else None
        if isinstance(message, dict) and "fragments" in message and "author" not in message:
            return True
    return False
