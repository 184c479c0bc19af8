"""What a conversation should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros


def expected(raw: Raw) -> Expectation | None:
    """A row for every message, with the characters of its text where it ends with text; None without messages."""
    chat, name = raw.get("chat_messages"), raw.get("uuid")
    if not isinstance(chat, list) or not isinstance(name, str):
        return None
    messages = {one["uuid"]: one for one in reversed(chat) if isinstance(one, dict) and _is_named(one)}
    found = {uuid: _characters(message) for uuid, message in messages.items()}
    return Expectation(name, micros(raw.get("updated_at")), len(chat), found)


def _is_named(message: dict[str, Any]) -> bool:
    return isinstance(message.get("uuid"), str) and message["uuid"] != ""


def _characters(message: dict[str, Any]) -> int | None:
    """The length of the text that the message ends with, if it does, and if no tags stand in it."""
    content = message.get("content")
    texts: list[str] = []
    if not content:
        whole = message.get("text")
        texts = [whole] if isinstance(whole, str) and whole else []
    elif isinstance(content, list):
        for block in reversed(content):
            if not isinstance(block, dict) or block.get("type") != "text" or not isinstance(block.get("text"), str):
                break
            texts.append(block["text"])
    if not any(texts) or any("<antThinking>" in text for text in texts):
        return None
    return sum(map(len, texts))
