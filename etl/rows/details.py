"""What belongs to a message: tools, files, sources, code, documents."""

from msgspec import Struct

from etl.rows.types import Micros


class MessageTokens(Struct, gc=False):
    """A message counted in an encoding of its conversation that is not the message's own."""

    node_id: str
    encoding: str
    tokens: int


class ToolCall(Struct, gc=False):
    """One use of a tool: the message that asked, and the first that answered."""

    ordinal: int
    node_id: str
    call_node_id: str | None
    tool_name: str
    category: str
    arguments: str | None = None
    result_node_id: str | None = None
    results: int = 0
    result_characters: int = 0
    status: str = "unknown"
    started_at: Micros | None = None
    finished_at: Micros | None = None
    duration_seconds: float | None = None
    model_slug: str | None = None
    is_current: bool = False
    call_id: str | None = None
    usage_id: str | None = None
    agent_id: str | None = None
    agent_type: str | None = None


class Attachment(Struct, gc=False):
    """A file, picture or recording that belongs to a message."""

    node_id: str
    ordinal: int
    kind: str
    origin: str
    pointer: str | None = None
    file_id: str | None = None
    file_name: str | None = None
    mime_type: str | None = None
    bytes: int | None = None
    width: int | None = None
    height: int | None = None
    duration_seconds: float | None = None
    direction: str | None = None
    transcript: str | None = None
    prompt: str | None = None
    generation_id: str | None = None
    seed: int | None = None
    edit_operation: str | None = None
    tokens_reported: int | None = None


class Citation(Struct, gc=False):
    """A source that a message names."""

    node_id: str
    ordinal: int
    kind: str
    origin: str
    url: str | None = None
    title: str | None = None
    file_id: str | None = None
    quote: str | None = None
    marker: str | None = None
    start_index: int | None = None
    end_index: int | None = None
    published_at: Micros | None = None


class CodeBlock(Struct, gc=False):
    """One fenced block of code inside a message's text."""

    node_id: str
    ordinal: int
    language: str | None
    info: str | None
    lines: int
    characters: int
    is_closed: bool


class Document(Struct, gc=False):
    """One step in the life of a document written beside the chat."""

    node_id: str
    ordinal: int
    action: str
    document_id: str | None = None
    document_type: str | None = None
    title: str | None = None
    version: int | None = None
    content: str | None = None


Detail = MessageTokens | ToolCall | Attachment | Citation | CodeBlock | Document
