"""Is this a ChatGPT conversation? Told by its shape alone."""

from etl.rows.types import Raw
from etl.transform.providers.mappings import is_of_fragments

_SIGNS = frozenset({"conversation_id", "current_node", "default_model_slug"})


def recognises(raw: Raw) -> bool:
    """A conversation with a mapping, or one that lost its mapping but has a title and what else is ours."""
    if not isinstance(raw, dict):
        return False
    if isinstance(raw.get("mapping"), dict):
        return not is_of_fragments(raw)
    return "title" in raw and not _SIGNS.isdisjoint(raw) and "chat_messages" not in raw


def owner(raw: Raw) -> str | None:
    """No conversation names the account it belongs to: user.json does."""
    return None
