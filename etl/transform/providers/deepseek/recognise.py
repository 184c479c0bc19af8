"""Is this a conversation of DeepSeek's? Told by its shape alone."""

from etl.rows.types import Raw
from etl.transform.providers.mappings import is_of_fragments


def recognises(raw: Raw) -> bool:
    """A conversation whose mapping holds messages of fragments."""
    return isinstance(raw, dict) and is_of_fragments(raw)


def owner(raw: Raw) -> str | None:
    """No conversation names the account it belongs to: user.json does."""
    return None
