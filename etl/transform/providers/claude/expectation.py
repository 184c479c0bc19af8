"""What a conversation should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

import json
from itertools import pairwise
from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros


def expected(raw: Raw) -> Expectation | None:
    """A row for every message, with the characters of what was typed, or of its text if it ends so.

    None without messages.
    """
    chat, name = raw.get("chat_messages"), raw.get("uuid")
    designed = raw.get("messages")
    if not isinstance(name, str) or not name:
        return None
    if chat is None and isinstance(designed, list):
        sent = [one for before, one in pairwise([None, *designed]) if not _repeats(before, one)]
        nodes = [one["uuid"] for one in sent if isinstance(one, dict) and _is_named(one)]
        return Expectation(name, micros(raw.get("updated_at")), len(designed), dict.fromkeys(nodes))
    if not isinstance(chat, list):
        return None
    messages = {one["uuid"]: one for one in reversed(chat) if isinstance(one, dict) and _is_named(one)}
    found = {uuid: _characters(message) for uuid, message in messages.items()}
    return Expectation(name, micros(raw.get("updated_at")), len(chat), found)


def _repeats(before: Any, message: Any) -> bool:
    """Is a message what a person sent, stored again right below itself?"""
    pair = [one.get("content") if isinstance(one, dict) else None for one in (before, message)]
    first, second = (one if isinstance(one, dict) else {} for one in pair)
    is_sent = isinstance(message, dict) and message.get("role") in ("user", "human")
    same = first.get("id") == second.get("id") and first.get("content") == second.get("content")
    return is_sent and isinstance(first.get("id"), str) and first["id"] != "" and same


def _is_named(message: dict[str, Any]) -> bool:
    return isinstance(message.get("uuid"), str) and message["uuid"] != ""


def _characters(message: dict[str, Any]) -> int | None:
    """The length of a person's words, or of the text behind an answer's last call of a tool.

    None where that is not the message's last row, where tags stand in it, and where it cannot be told plainly.
    """
    blocks = _blocks(message)
    if blocks is None:
        return None
    if not blocks:
        glued = message.get("text")
        return len(glued) if isinstance(glued, str) and glued and "<antThinking>" not in glued else None
    kinds = [block.get("type") for block in blocks]
    if message.get("sender") != "human":
        calls = [place for place, kind in enumerate(kinds) if kind in ("tool_use", "tool_result")]
        blocks = blocks[calls[-1] + 1 :] if calls else blocks
        if not blocks or blocks[-1].get("type") != "text":
            return None
    elif "voice_note" in kinds:
        return None
    texts = [block.get("text") for block in blocks if block.get("type") == "text"]
    if not any(texts) or not all(isinstance(text, str) and "<antThinking>" not in text for text in texts):
        return None
    ends = blocks[-1].get("text") or message.get("sender") == "human"
    return sum(map(len, texts)) if ends else None  # type: ignore[arg-type]


def _blocks(message: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The blocks of a message, also where they stand in it as JSON in text; None if some are no objects."""
    content = message.get("content")
    if isinstance(content, str) and content.lstrip().startswith("["):
        try:
            content = json.loads(content)
        except (RecursionError, ValueError):
            return None
    if content is not None and not isinstance(content, list):
        return None
    blocks = [block for block in content or () if block is not None]
    return blocks if all(isinstance(block, dict) for block in blocks) else None
