"""Conversations for programs: a conversation a line of JSON, or a message a row of CSV."""

from collections.abc import Sequence
from dataclasses import asdict, fields

from etl.export.conversation import Conversation, Message
from etl.reporting.formats.serialize import csv_line
from etl.reporting.formats.values import literal

_OF_CONVERSATION = (
    *("provider", "account_id", "conversation_id", "title", "url", "created_at", "updated_at"),
    *("models", "tokens", "project", "gpt_id"),
)
_INNER = ("aside", "is_user_message", "is_answer", "citations", "attachments", "documents")
_OF_MESSAGE = tuple(each.name for each in fields(Message) if each.name not in _INNER)
_ROW_OF_CONVERSATION = ("provider", "account_id", "conversation_id", "title")


def json_line(conversation: Conversation, kept: Sequence[Message]) -> str:
    """A conversation with its messages in the order of the tree; times are UTC."""
    head = {name: getattr(conversation, name) for name in _OF_CONVERSATION}
    return literal(head | {"messages": [_message(message) for message in kept]}) + "\n"


def csv_head() -> str:
    """The names of the columns."""
    return csv_line([*_ROW_OF_CONVERSATION, *_OF_MESSAGE])


def csv_rows(conversation: Conversation, kept: Sequence[Message], raw: bool = False) -> str:
    """A row a message; texts that a spreadsheet would run are guarded, unless ``raw``."""
    head = [getattr(conversation, name) for name in _ROW_OF_CONVERSATION]
    rows = ([*head, *(getattr(message, name) for name in _OF_MESSAGE)] for message in kept)
    return "".join(csv_line(row, raw) for row in rows)


def _message(message: Message) -> dict[str, object]:
    inner = {
        "citations": [asdict(citation) for citation in message.citations],
        "attachments": [asdict(attachment) for attachment in message.attachments],
        "documents": [asdict(document) for document in message.documents],
    }
    return {name: getattr(message, name) for name in _OF_MESSAGE} | {key: rows for key, rows in inner.items() if rows}
