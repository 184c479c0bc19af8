"""A conversation as it is exported: the rows of queries/export/*.sql."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True)
class Citation:
    """A source that a message names; the indexes say where in its text, in characters."""

    url: str | None
    title: str | None
    marker: str | None = None
    start_index: int | None = None
    end_index: int | None = None


@dataclass(slots=True)
class Attachment:
    """A file, picture or recording of a message."""

    kind: str
    file_name: str | None
    file_id: str | None = None
    pointer: str | None = None
    transcript: str | None = None
    prompt: str | None = None


@dataclass(slots=True)
class Document:
    """A step in the life of a document that a message wrote."""

    action: str
    document_type: str | None
    title: str | None
    content: str | None


@dataclass(slots=True)
class Message:
    """A message; ``aside`` is why it is left out unless hidden messages are wanted, None for all others."""

    node_id: str
    parent_id: str | None
    is_current: bool
    sibling_index: int
    siblings: int
    role: str | None
    author_name: str | None
    recipient: str | None
    channel: str | None
    kind: str
    language: str | None
    text: str | None
    raw_content: str | None
    omitted: str | None
    source_url: str | None
    source_title: str | None
    created_at: datetime | None
    model: str | None
    is_user_message: bool
    is_answer: bool
    is_user_context: bool
    aside: str | None
    citations: list[Citation] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)


@dataclass(slots=True)
class Conversation:
    """A conversation with its messages in the order of its tree; times are UTC."""

    provider: str
    account_id: str | None
    conversation_id: str
    title: str | None
    url: str | None
    created_at: datetime | None
    updated_at: datetime | None
    models: list[str]
    tokens: int
    project: str | None
    gpt_id: str | None
    first_revision: int | None
    last_revision: int | None
    characters: int
    conversations: int
    messages: list[Message] = field(default_factory=list)
