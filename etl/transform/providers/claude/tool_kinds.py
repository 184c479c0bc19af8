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

_FOREIGN = ("integration_name", "mcp_server_url", "is_mcp_app")
_BY_PREFIX = dict(_RULES)


def category(name: str, block: Mapping[str, Any]) -> str:
    """browse, python, deep_research, file_search, canvas, memory, connector or other.

    A tool of another vendor, told by the fields of its block, is a connector whatever its name.
    """
    return "connector" if any(block.get(field) for field in _FOREIGN) else _by_name(name)


@lru_cache(maxsize=4096)
def _by_name(name: str) -> str:
    return category_by_prefix(name, _BY_PREFIX, "._-:")
