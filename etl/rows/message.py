"""A message: one node of a conversation's tree."""

from decimal import Decimal

from msgspec import Struct

from etl.rows.types import Micros


class Message(Struct, gc=False):
    """One node of a conversation's tree that carries a message."""

    node_id: str
    message_id: str | None = None
    parent_id: str | None = None
    position: int = 0
    depth: int = 0
    sibling_index: int = 0
    siblings: int = 1
    branch_index: int = 0
    is_current: bool = False
    tour_in: int = 0
    tour_out: int = 0
    role: str | None = None
    author_name: str | None = None
    recipient: str | None = None
    channel: str | None = None
    kind: str = "unknown"
    content_type: str | None = None
    language: str | None = None
    text: str = ""
    raw_content: str | None = None
    omitted: str | None = None
    source_url: str | None = None
    source_title: str | None = None
    created_at: Micros | None = None
    created_at_basis: str = "none"
    updated_at: Micros | None = None
    model_slug: str | None = None
    model_slug_basis: str = "none"
    resolved_model_slug: str | None = None
    requested_model_slug: str | None = None
    thinking_effort: str | None = None
    encoding_witness: str | None = None
    encoding: str | None = None
    encoding_basis: str | None = None
    token_basis: str | None = None
    tokens: int | None = None
    context_tokens: int | None = None
    context_messages: int | None = None
    status: str | None = None
    finish_type: str | None = None
    end_turn: bool | None = None
    weight: float | None = None
    is_hidden: bool = False
    is_user_context: bool = False
    in_context: bool = False
    request_node_id: str | None = None
    turn_exchange_id: str | None = None
    duration_seconds: float | None = None
    thinking_seconds: float | None = None
    is_voice: bool = False
    images: int = 0
    files: int = 0
    file_tokens_reported: int | None = None
    tokens_reported: int | None = None
    usage_id: str | None = None
    input_tokens_reported: int | None = None
    cached_tokens_reported: int | None = None
    written_tokens_reported: int | None = None
    written_1h_tokens_reported: int | None = None
    output_tokens_reported: int | None = None
    reasoning_tokens_reported: int | None = None
    web_searches_reported: int | None = None
    usd_logged: Decimal | None = None
    service_tier: str | None = None
    speed: str | None = None
    inference_geo: str | None = None
    agent_id: str | None = None
    git_branch: str | None = None
    origin_key: int | None = None
    inherited_from: str | None = None
    gpt_id: str | None = None
    system_hints: str | None = None
    command: str | None = None
    async_task_id: str | None = None
    is_async_result: bool = False
    characters: int = 0
    words: int | None = None
    code_blocks: int = 0
    code_lines: int = 0
    questions: int | None = None
    exclamations: int | None = None
    pleases: int | None = None
    thanks: int | None = None
    laughs: int | None = None
    curses: int | None = None
    letters: int | None = None
    capitals: int | None = None
    is_retained: bool = False
