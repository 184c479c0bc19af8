"""A conversation, and everything flattened out of it."""

from collections import Counter
from dataclasses import dataclass, field

from msgspec import Struct

from etl.rows.details import Detail
from etl.rows.loads import Issue
from etl.rows.message import Message
from etl.rows.types import Micros


class Conversation(Struct, gc=False):
    """One conversation as one export shows it."""

    conversation_id: str
    title: str | None = None
    created_at: Micros | None = None
    updated_at: Micros | None = None
    current_node_id: str | None = None
    current_node_basis: str = "none"
    default_model_slug: str | None = None
    gizmo_id: str | None = None
    gizmo_type: str | None = None
    template_id: str | None = None
    project_id: str | None = None
    gpt_id: str | None = None
    memory_scope: str | None = None
    origin: str | None = None
    voice: str | None = None
    plugin_ids: str | None = None
    disabled_tool_ids: str | None = None
    workspace_id: str | None = None
    pinned_at: Micros | None = None
    async_status: int | None = None
    is_archived: bool | None = None
    is_starred: bool | None = None
    is_study_mode: bool | None = None
    is_do_not_remember: bool | None = None
    is_read_only: bool | None = None
    moderation_results: int | None = None
    safe_urls: int | None = None
    blocked_urls: int | None = None
    export_format: str | None = None
    parent_conversation_id: str | None = None
    agent_id: str | None = None
    agent_type: str | None = None
    git_branch: str | None = None
    nodes: int = 0
    raw_bytes: int | None = None
    raw_hash: bytes | None = None
    content_hash: bytes | None = None


@dataclass(slots=True)
class Flat:
    """One conversation, flattened: its rows, what was odd in it, and which fields it had.

    ``drops`` counts, by reason, the nodes that became no row; rows + drops = nodes of the export.
    ``fields`` counts records by (place, name), for example ("message", "channel").
    """

    conversation: Conversation
    messages: list[Message] = field(default_factory=list)
    details: list[Detail] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    drops: Counter[str] = field(default_factory=Counter)
    fields: Counter[tuple[str, str]] = field(default_factory=Counter)
