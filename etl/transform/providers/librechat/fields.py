"""The shape of a conversation: what tells that it is LibreChat's, and the fields it is known to have."""

from collections.abc import Mapping

from etl.rows.types import Raw
from etl.transform.providers.coerce import items
from etl.transform.providers.issues import known_names


def recognises(raw: Raw) -> bool:
    """A conversation by its id, with messages in a list or a tree."""
    if not isinstance(raw, dict) or "conversationId" not in raw:
        return False
    told = [*items(raw.get("messages"))[:5], *items(raw.get("messagesTree"))[:5]]
    return any(isinstance(one, dict) and "messageId" in one for one in told)


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names(
        """conversationId endpoint title exportAt branches recursive options messages messagesTree createdAt updatedAt
        user tags model"""
    ),
    "message": known_names(
        """messageId parentMessageId conversationId sender isCreatedByUser text content model endpoint createdAt
        updatedAt unfinished error tokenCount children files attachments feedback iconURL depth siblingIndex
        finish_reason thread_id plugin plugins isEdited user _id __v clientId expiredAt responseMessageId
        overrideParentMessageId title metadata"""
    ),
    "content_type": known_names("text think tool_call image_file image_url error"),
}
"""The fields that exports of 2025 and 2026 are known to have, by place."""
