"""The shape of an export: what tells that it is ours, and which fields it has, counted by place so that a change of the
format shows.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from etl.rows.message import Message
from etl.rows.types import Raw
from etl.transform.providers.chatgpt.metadata import READERS
from etl.transform.providers.chatgpt.pages import is_page
from etl.transform.providers.deepseek.fields import is_of_fragments
from etl.transform.providers.issues import LONGEST_NAME, known_names, named_fields

Names = Iterable[str]

Shape = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], str | None, str | None]
"""The names of a message's fields in node, message, metadata and content; its role and its content type."""


@dataclass(slots=True)
class Seen:
    """How many messages have a shape; which names of their metadata have a reader; all its names as (place, name)."""

    rare: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    records: int = 0


Shapes = dict[Shape, Seen]

_SIGNS = frozenset({"conversation_id", "current_node", "default_model_slug"})


def recognises(raw: Raw) -> bool:
    """A conversation with a mapping, or one that lost its mapping but has a title and what else is ours."""
    if not isinstance(raw, dict):
        return False
    if isinstance(raw.get("mapping"), dict):
        return not is_of_fragments(raw)
    if is_page(raw):
        return True
    return "title" in raw and not _SIGNS.isdisjoint(raw) and "chat_messages" not in raw


def owner(raw: Raw) -> str | None:
    """No conversation names the account it belongs to: user.json does."""
    return None


def see(shapes: Shapes, node: Names, raw: Names, metadata: Names, content: Names, message: Message) -> tuple[str, ...]:
    """Count one message by the names of its fields; those of its metadata that have a reader."""
    shape = (
        tuple(node),
        tuple(raw),
        tuple(metadata),
        tuple(content),
        message.role,
        message.content_type,
    )
    seen = shapes.get(shape)
    if seen is None:
        seen = shapes[shape] = Seen(*_names(shape))
    seen.records += 1
    return seen.rare


def add(counts: Counter[tuple[str, str]], raw: Raw, shapes: Shapes, parts: Counter[str]) -> None:
    """Add a conversation's fields to ``counts``, by (place, name)."""
    found = dict.fromkeys(named_fields("conversation", tuple(raw)), 1)
    for seen in shapes.values():
        for pair in seen.pairs:
            found[pair] = found.get(pair, 0) + seen.records
    for name, records in parts.items():
        found["part", name[:LONGEST_NAME]] = records
    counts.update(found)


def export_format(shapes: Shapes) -> str | None:
    """'slim' (July 2026 on) where nodes have no children and messages no status and weight, else 'full'."""
    if not shapes:
        return None
    full = any("children" in node or "status" in message or "weight" in message for node, message, *_ in shapes)
    return "full" if full else "slim"


@lru_cache(maxsize=1024)
def _names(shape: Shape) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The names of a shape's metadata that have a reader, and all its names as (place, name)."""
    *places, role, content_type = shape
    named = zip(("node", "message", "metadata", "content"), places, strict=True)
    found = [pair for place, names in named for pair in named_fields(place, names)]
    values = (("role", role), ("content_type", content_type))
    found += ((place, value[:LONGEST_NAME]) for place, value in values if value)
    return tuple(name for name in shape[2] if name in READERS), tuple(found)


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names(
        """title create_time update_time mapping current_node conversation_id id moderation_results plugin_ids
        conversation_template_id gizmo_id gizmo_type is_archived is_starred safe_urls blocked_urls
        default_model_slug conversation_origin voice async_status disabled_tool_ids memory_scope
        is_do_not_remember is_study_mode is_read_only owner pinned_time context_scopes sugar_item_id
        sugar_item_visible atlas_mode_enabled workspace_id is_temporary is_temporary_chat messages page_info
        sectioned_conversation context_truncation_continuation"""
    ),
    "node": known_names("id message parent children"),
    "message": known_names(
        "id author create_time update_time content status end_turn weight metadata recipient channel parent_id"
    ),
    "role": known_names("user assistant system tool function"),
    "content_type": known_names(
        """text multimodal_text code execution_output tether_quote tether_browsing_display sonic_webpage
        system_error user_editable_context model_editable_context thoughts reasoning_recap computer_output
        citable_code_output app_pairing_content"""
    ),
    "part": known_names(
        """image_asset_pointer audio_transcription audio_asset_pointer video_asset_pointer
        real_time_user_audio_video_asset_pointer video_container_asset_pointer"""
    ),
    "content": known_names(
        """content_type parts text language response_format_name result summary assets tether_id url domain
        title snippet ref_id pub_timestamp pub_date crawl_date name user_profile user_instructions
        model_set_context repository repo_summary structured_context thoughts source_analysis_msg_id content
        computer_id state screenshot is_ephemeral output_str metadata workspaces context_parts
        custom_instructions"""
    ),
    "metadata": known_names(
        """model_slug default_model_slug requested_model_slug resolved_model_slug thinking_effort token_count
        reasoning_status reasoning_start_time reasoning_end_time finished_duration_sec finish_details
        is_complete is_visually_hidden_from_conversation is_user_system_message user_context_message_data
        voice_mode_message bidi_voice_mode_message real_time_audio_has_video dictation gizmo_id
        invoked_plugin jit_plugin_data attachments aggregate_result command search_queries
        search_result_groups search_source content_references citations _cite_metadata image_results
        safe_urls async_task_id async_task_type async_task_title async_task_created_at
        async_task_conversation_id is_async_task_result_message deep_research_version image_gen_title canvas
        paragen_variants_info paragen_variant_choice n7jupd_message n7jupd_subtool n7jupd_title n7jupd_url
        reasoning_title reasoning_group_id classifier_response model_switcher_deny can_save is_temporal_turn
        connector_source rebase_system_message rebase_developer_message pending_memory_info message_source
        message_locale system_hints selected_sources selected_github_repos serialization_metadata
        turn_exchange_id parent_id request_id timestamp_ pad sonic_classification_result turn_summary
        summarized_turn_messages message_type status retrieval_turn_number retrieval_file_index args
        initial_text finished_text is_loading_message exclude_after_next_user_message chatgpt_sdk
        chatgpt_sdk_suppressed_response venus_message venus_message_type venus_widget_state invoked_resource
        tool_invoking_message tool_invoked_message"""
    ),
}
"""The fields that formats of 2023 to 2026 are known to have, by place."""
