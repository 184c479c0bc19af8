"""What kind of tool a name stands for: a table, whose longest prefix that fits decides."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from etl.transform.providers.tool_uses import category_by_prefix

_RULES: tuple[tuple[str, str], ...] = (
    ("web_search", "browse"),
    ("web_fetch", "browse"),
    ("image_search", "browse"),
    ("fetch", "browse"),
    ("launch_extended_search_task", "deep_research"),
    ("repl", "python"),
    ("analysis_tool", "python"),
    ("bash", "python"),
    ("bash_tool", "python"),
    ("code_execution", "python"),
    ("bash_code_execution", "python"),
    ("text_editor_code_execution", "python"),
    ("create_file", "python"),
    ("str_replace", "python"),
    ("str_replace_based_edit_tool", "python"),
    ("view", "python"),
    ("present_files", "python"),
    ("artifacts", "canvas"),
    ("artifact", "canvas"),
    ("project_knowledge_search", "file_search"),
    ("conversation_search", "file_search"),
    ("recent_chats", "file_search"),
    ("memory", "memory"),
    ("google_drive", "connector"),
    ("drive", "connector"),
    ("gmail", "connector"),
    ("search_gmail", "connector"),
    ("read_gmail", "connector"),
    ("list_gmail", "connector"),
    ("list_gcal", "connector"),
    ("fetch_gcal", "connector"),
    ("gcal", "connector"),
    ("find_free_time", "connector"),
    ("create_event", "connector"),
    ("list_calendars", "connector"),
)
"""(prefix, category). A prefix covers itself and what follows after '.', '_', '-' or ':'; the longest decides."""

_OWN = "show_widget visualize ask_user_input message_compose recipe_display weather_fetch places_search \
places_map_display fetch_sports_data end_conversation suggest_connectors search_mcp_registry tool_search user_time"
"""Tools of the product itself that are of no category; the name of a connector may stand beside a call of them."""
_FOREIGN = ("mcp_server_url", "is_mcp_app")
_BY_PREFIX = dict(_RULES) | dict.fromkeys(_OWN.split(), "own")


def category(name: str, block: Mapping[str, Any]) -> str:
    """browse, python, deep_research, file_search, canvas, memory, connector or other.

    A tool of another vendor, told by the address of its server, is a connector whatever its name. ``integration_name``
    stands beside the product's own tools as well: it makes a connector only of a name that nobody knows.
    """
    if any(block.get(field) for field in _FOREIGN):
        return "connector"
    found = _by_name(name)
    if found == "other" and block.get("integration_name") and block.get("tool_origin") != "first_party":
        return "connector"
    return "other" if found == "own" else found


@lru_cache(maxsize=4096)
def _by_name(name: str) -> str:
    return category_by_prefix(name, _BY_PREFIX, "._-:")
