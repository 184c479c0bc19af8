"""The shape of a chat: what tells that it is Le Chat's, and the fields it is known to have."""

from collections.abc import Iterator, Mapping

from etl.extract.documents import Document
from etl.rows.types import Raw
from etl.transform.providers.coerce import items
from etl.transform.providers.issues import known_names

_LOOKED_AT = 20


def recognises(raw: Raw) -> bool:
    """The messages of a chat, as ``conversations`` gives them."""
    return isinstance(raw, dict) and "member" in raw and _are_messages(raw.get("messages"))


def opens(document: Document) -> bool:
    """A list of messages that name the chat they are of."""
    return document.form == "json" and _are_messages(document.value)


def conversations(document: Document) -> Iterator[Raw]:
    """The one chat that the list is."""
    yield {"messages": document.value, "member": document.name}


def _are_messages(value: object) -> bool:
    return any(
        isinstance(one, dict)
        and isinstance(one.get("chatId"), str)
        and "role" in one
        and ("content" in one or "contentChunks" in one or "createdAt" in one)
        for one in items(value)[:_LOOKED_AT]
    )


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names("messages member"),
    "message": known_names(
        """id version chatId role content contentChunks createdAt reaction reactionDetail reactionComment preference
        preferenceOver context canvas quotes files"""
    ),
    "part": known_names(
        """type text thinking id name turn isDone success startTime endTime toolType publicArguments publicResult
        isInterrupted requiresConfirmation referenceIds imageUrl"""
    ),
    "content_type": known_names("text thinking tool_call reference custom_element image_url"),
}
"""The fields that exports of 2026 are known to have, by place."""
