"""What is asked of a message, for the index and for the scan: sql/search/messages.sql in Python."""

from etl import assets

SPEAKERS = ("user", "assistant", "tool", "system")
"""Who may have said it; the index holds places in this list, counted from 1."""

HAS = ("code", "image", "file", "tool", "link")
"""What a chat may have, by the columns that tell it."""


def filled(statement: str) -> str:
    """A statement with every message that counts in the place of {messages}."""
    return statement.replace("{messages}", assets.sql("search")["messages"])
