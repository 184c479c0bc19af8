"""What the tools of Claude Code are called, where their calls do not say more."""

from etl.transform.providers.claude.tools import Uses

_CATEGORIES = {"WebSearch": "browse", "WebFetch": "browse", "Task": "agent", "Agent": "agent"}


def name_results(uses: Uses) -> None:
    """Give each result its tool's name, which these logs tell with the call alone, and each use its category."""
    for use in uses.all:
        use.category = _CATEGORIES.get(use.name, "connector" if use.name.startswith("mcp__") else use.category)
        for row in use.results:
            row.author_name = row.author_name or use.name
