"""The manual, for an agent that wants to know how something is counted or asked."""

from etl import assets
from etl.errors import QueryError, did_you_mean
from etl.mcp.quoting import REFERENCE, fitting


def listed() -> str:
    """Every page with its title."""
    return "\n".join(f"- {topic}: {title}" for topic, title in assets.manual_titles().items())


def page(topic: str) -> str:
    """A page, as far as an answer goes. Raises QueryError where there is none of that name."""
    pages = assets.manual()
    if topic not in pages:
        hint = did_you_mean(topic[:40], pages) or "Read the resource chatlake://manual for the list."
        raise QueryError(f"The manual has no such page. {hint}")
    lines = pages[topic].splitlines()
    shown = fitting(lines, REFERENCE)
    return "\n".join([*shown, *([f"… The whole page: etl manual {topic}"] if len(shown) < len(lines) else [])])
