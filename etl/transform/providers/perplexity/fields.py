"""The shape of a thread: what tells that it is Perplexity's, and the fields it is known to have."""

from collections.abc import Mapping

from etl.rows.types import Raw
from etl.transform.providers.coerce import items
from etl.transform.providers.issues import known_names


def recognises(raw: Raw) -> bool:
    """A thread of the account export, or as the API has it."""
    entries = raw.get("entries") if isinstance(raw, dict) else None
    if not isinstance(entries, list):
        return False
    is_asked = any(isinstance(one, dict) and "query_str" in one for one in items(entries)[:5])
    return isinstance(raw.get("context_uuid"), str) or is_asked


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names(
        """context_uuid context_title created_at updated_at mode collection_uuid entries status thread_metadata
        background_entries"""
    ),
    "block": known_names(
        """intended_usage markdown_block web_result_block plan_block sources_mode_block media_block
        search_result_widget_block"""
    ),
    "markdown_block": known_names("answer chunks progress chunk_starting_offset"),
    "message": known_names(
        """entry_uuid query answer created_at engine_mode label query_status uuid backend_uuid context_uuid
        thread_title thread_url_slug query_str display_model user_selected_model mode entry_created_datetime
        entry_updated_datetime updated_datetime created_us
        download_info related_queries blocks status search_focus source thread_access
        text attachments frontend_uuid frontend_context_uuid read_write_token personalized sources"""
    ),
}
"""The fields that exports of 2025 and 2026 are known to have, by place."""
