"""What a model answered, never trusted: whatever is not a number of ours with a category of ours is no answer."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeGuard


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the server reports them."""

    input: int
    output: int


def answers(reply: dict[str, Any], asked: int, categories: Collection[str]) -> dict[int, str]:
    """The category by number, from 1 to ``asked``. What is missing was not answered, or not with one category."""
    found: dict[int, str] = {}
    disputed: set[int] = set()
    for entry in _entries(_content(reply)):
        number, category = entry.get("id"), entry.get("category")
        if type(number) is not int or not 1 <= number <= asked:
            continue
        if not isinstance(category, str) or category not in categories:
            continue
        if found.setdefault(number, category) != category:
            disputed.add(number)
    return {number: category for number, category in found.items() if number not in disputed}


def usage(reply: dict[str, Any]) -> Usage | None:
    """What a reply says it cost in tokens; None where it does not say."""
    said = reply.get("usage")
    if not isinstance(said, dict):
        return None
    given, made = said.get("prompt_tokens"), said.get("completion_tokens")
    return Usage(given, made) if _is_count(given) and _is_count(made) else None


def _is_count(value: object) -> TypeGuard[int]:
    return type(value) is int and 0 <= value < 1 << 40


def _content(reply: dict[str, Any]) -> str:
    """The text of the first choice; empty where there is none."""
    choices = reply.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    content = message.get("content") if isinstance(message, dict) else None
    return content if isinstance(content, str) else ""


def _entries(content: str) -> list[dict[str, Any]]:
    """The entries of the object in the text; some models put it between fences or sentences."""
    start, end = content.find("{"), content.rfind("}")
    try:
        found = json.loads(content[start : end + 1])
    except (ValueError, RecursionError):
        return []
    listed = found.get("answers") if isinstance(found, dict) else None
    return [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
