"""The shape of an export: what tells that it is DeepSeek's, and the fields it is known to have."""

from collections.abc import Mapping
from itertools import islice

from etl.rows.types import Raw
from etl.transform.providers.deepseek.fragments import READERS
from etl.transform.providers.issues import known_names

_LOOKED_AT = 5


def recognises(raw: Raw) -> bool:
    """A conversation whose mapping holds messages of fragments."""
    return isinstance(raw, dict) and is_of_fragments(raw)


def owner(raw: Raw) -> str | None:
    """No conversation names the account it belongs to: user.json does."""
    return None


def is_of_fragments(raw: Raw) -> bool:
    """Is this a mapping of DeepSeek's? ChatGPT's conversations have one as well.

    Here the conversation says ``inserted_at``, or its messages have fragments and no author.
    """
    mapping = raw.get("mapping")
    return isinstance(mapping, dict) and ("inserted_at" in raw or _has_fragments(mapping))


def _has_fragments(mapping: dict[str, object]) -> bool:
    for node in islice(mapping.values(), _LOOKED_AT):
        message = node.get("message") if isinstance(node, dict) else None
        if isinstance(message, dict) and "fragments" in message and "author" not in message:
            return True
    return False


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": frozenset({"id", "title", "inserted_at", "updated_at", "mapping", "is_pinned", "current_node"}),
    "node": frozenset({"id", "parent", "children", "message"}),
    "message": frozenset({"model", "inserted_at", "files", "fragments", "status", "id", "parent_id", "role"}),
    "content_type": frozenset(READERS),
    "content": known_names(
        """type content results id elapsed_secs references stage_id queries file_name files file_id file_size result
        url title query status hide"""
    ),
}
"""The fields that exports of 2025 and 2026 are known to have, by place."""
