"""The shape of an export: what tells that it is Grok's, and the fields it is known to have."""

from collections.abc import Mapping

from etl.rows.types import Raw
from etl.transform.providers.coerce import mapping, text
from etl.transform.providers.issues import known_names


def recognises(raw: Raw) -> bool:
    """An object that describes a conversation, beside the list of its responses."""
    is_whole = isinstance(raw, dict) and isinstance(raw.get("conversation"), dict)
    return is_whole and isinstance(raw.get("responses"), list)


def owner(raw: Raw) -> str | None:
    """The user that the conversation names."""
    return text(mapping(raw.get("conversation")).get("user_id"))


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names(
        """conversation responses id conversation_id user_id anon_user_id title summary create_time modify_time starred
        temporary leaf_response_id system_prompt_name system_prompt_id media_types asset_ids root_asset_id x_user_id
        controller task_result_id workspace_id"""
    ),
    "message": known_names(
        """_id response_id conversation_id message sender create_time parent_response_id model metadata partial manual
        is_control error query query_type thinking_trace agent_thinking_traces thinking_start_time thinking_end_time
        steps web_search_results cited_web_search_results xpost_ids xposts webpage_urls generated_image_urls
        file_attachments image_attachments card_attachments_json shared debug_log image_edit_uri xai_user_id
        xai_anon_user_id media_types"""
    ),
}
"""The fields that exports of 2025 and 2026 are known to have, by place."""
