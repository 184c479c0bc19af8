"""The head of a conversation: its own fields, without the messages."""

import hashlib

from etl.rows.conversation import Conversation
from etl.rows.types import Raw
from etl.transform.providers.coerce import flag, items, mapping, micros, text
from etl.transform.providers.issues import MISFIT, Notes


def read(raw: Raw, notes: Notes) -> Conversation:
    """One conversation's row, without what only its messages can tell (current node, nodes, format).

    The official export names neither a model nor a project; the web API names both.
    """
    created, updated = micros(raw.get("created_at")), micros(raw.get("updated_at"))
    for name, value in (("created_at", created), ("updated_at", updated)):
        if raw.get(name) and value is None:
            notes.lost(MISFIT, None, name)
    return Conversation(
        conversation_id=_identity(raw, notes),
        title=notes.text(raw, "name"),
        created_at=created,
        updated_at=updated,
        default_model_slug=notes.text(raw, "model"),
        project_id=text(raw.get("project_uuid")) or text(mapping(raw.get("project")).get("uuid")),
        is_archived=flag(raw.get("is_archived")),
        is_starred=flag(raw.get("is_starred")),
        origin=text(raw.get("platform")),
    )


def _identity(raw: Raw, notes: Notes) -> str:
    """The conversation's id; where it has none, one made of what stays when it grows: its time and first message."""
    found = notes.text(raw, "uuid")
    if found:
        return found
    first = next((mapping(one).get("uuid") for one in items(raw.get("chat_messages")) if one), None)
    made = hashlib.blake2b(repr([raw.get("created_at"), first]).encode("utf-8", "replace"), digest_size=12)
    notes.odd("no conversation id")
    return f"missing-{made.hexdigest()}"
