"""What kind of tool a name stands for: a table, whose longest prefix that fits decides."""

from functools import lru_cache

from etl.transform.providers.tool_uses import LONGEST_NAME, category_by_prefix

_RULES: tuple[tuple[str, str], ...] = (
    ("computer", "agent"),
    ("n7jupd", "agent"),
    ("browser", "browse"),
    ("mtbrowser", "browse"),
    ("web", "browse"),
    ("browsing", "browse"),
    ("search", "browse"),
    ("python", "python"),
    ("container", "python"),
    ("dalle", "image"),
    ("image_gen", "image"),
    ("imagegen", "image"),
    ("a8km123", "image"),
    ("t2uay3k", "image"),
    ("n7jupd_m", "image"),
    ("research_kickoff_tool", "deep_research"),
    ("deep_research", "deep_research"),
    ("myfiles_browser", "file_search"),
    ("file_search", "file_search"),
    ("canmore", "canvas"),
    ("bio", "memory"),
    ("api_tool", "connector"),
    ("gmail", "connector"),
    ("gcal", "connector"),
    ("gcontacts", "connector"),
    ("gdrive", "connector"),
)
"""(prefix, category). A prefix covers itself and what follows after '.', '_' or '-'; the longest decides."""

_BY_PREFIX = dict(_RULES)


@lru_cache(maxsize=4096)
def category(name: str) -> str:
    """browse, python, image, deep_research, file_search, canvas, memory, plugin, connector, agent or other.

    A custom GPT's action is named domain__jit_plugin.operation and counts as a plugin.
    """
    if "__jit_plugin" in name[:LONGEST_NAME].lower():
        return "plugin"
    return category_by_prefix(name, _BY_PREFIX, "._-")
