"""The shape of an export: what tells that it is ours, and which fields it has, counted by place so that a change of the
format shows.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice

from etl.rows.types import Raw
from etl.transform.providers.claude import design
from etl.transform.providers.coerce import mapping, text
from etl.transform.providers.issues import known_names, named_fields

Shapes = Counter[tuple[str, tuple[str, ...]]]
"""How many records of a place have exactly these names."""

_LOOKED_AT = 5


def recognises(raw: Raw) -> bool:
    """A conversation with chat_messages and a uuid, or whose messages have senders; or one of the design product."""
    if not isinstance(raw, dict):
        return False
    if "chat_messages" not in raw:
        return design.is_design(raw)
    messages = raw["chat_messages"]
    if isinstance(raw.get("uuid"), str):
        return messages is None or isinstance(messages, list)
    if not isinstance(messages, list):
        return False
    return any(isinstance(message, dict) and "sender" in message for message in islice(messages, _LOOKED_AT))


def owner(raw: Raw) -> str | None:
    """The account that a conversation names as its own; conversations of the web API name none."""
    named = text(mapping(raw.get("account")).get("uuid"))
    return design.author(raw) if named is None and "chat_messages" not in raw else named


def see(shapes: Shapes, place: str, names: Iterable[str]) -> None:
    """Count one record by the names of its fields."""
    shapes[place, tuple(names)] += 1


def add(counts: Counter[tuple[str, str]], raw: Raw, shapes: Shapes) -> None:
    """Add a conversation's fields to ``counts``, by (place, name)."""
    see(shapes, "conversation", raw)
    found: dict[tuple[str, str], int] = {}
    for (place, names), records in shapes.items():
        for pair in named_fields(place, names):
            found[pair] = found.get(pair, 0) + records
    counts.update(found)


def export_format(raw: Raw, shapes: Shapes) -> str | None:
    """'web' = of the web API; 'design' = of the design product; official: 'linked' (2026: parents), 'blocks' (2025:
    content), 'text' (2024)."""
    names = {name for place, fields in shapes if place == "message" for name in fields}
    if raw.get("platform") == design.ORIGIN and "messages" in raw:
        return design.ORIGIN
    if "current_leaf_message_uuid" in raw or "model" in raw:
        return "web"
    if not names:
        return None
    return "linked" if "parent_message_uuid" in names else "blocks" if "content" in names else "text"


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names(
        """uuid name summary created_at updated_at account chat_messages model settings is_starred is_archived
        is_temporary current_leaf_message_uuid project_uuid project platform title messages"""
    ),
    "message": known_names(
        """uuid text content sender created_at updated_at attachments files files_v2 sync_sources
        parent_message_uuid index truncated stop_reason model input_mode nOptions metadata chat_feedback
        compaction_summary"""
    ),
    "role": known_names("human assistant"),
    "content_type": known_names(
        """text thinking redacted_thinking tool_use tool_result token_budget voice_note flag injected_prompt_block
        document image
        user_interjection"""
    ),
    "content": known_names(
        """type start_timestamp stop_timestamp flags text citations thinking summaries cut_off truncated signature
        data id name input message integration_name integration_icon_url icon_name context display_content
        approval_options approval_key is_mcp_app mcp_server_url tool_use_id content is_error structured_content
        meta remaining title transcript flag helpline alternative_display_type hide_in_ui prompt injection_source
        initial_turn_only skip_on_truncated_continuation file_uuid source tool_identifier approval_key_legacy
        hidden_in_chat tool_origin hidden thinking_hidden"""
    ),
    "part": known_names(
        """text knowledge image image_gallery local_resource document resource rich_link rich_content
        web_search_result"""
    ),
    "attachment": known_names("id file_name file_size file_type extracted_content created_at"),
    "file": known_names(
        """file_uuid uuid file_name file_kind file_type created_at thumbnail_url preview_url thumbnail_asset
        preview_asset document_asset size_bytes mime_type path success"""
    ),
}
"""The fields that formats of 2024 to 2026 are known to have, by place."""
