"""The texts of a message and their encoding, read the short way: what the floor and the naive load count."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import tiktoken

from etl.transform.count.splitting import PUBLISHED_RULES
from etl.transform.count.vocabularies import vocabulary

_TEXTS = ("text", "result", "output_str", "user_profile", "user_instructions", "model_set_context", "content")
_OLD = ("text-davinci", "gpt-3.5", "gpt-4-code", "gpt-4-gizmo", "gpt-4-plugins", "gpt-4-browsing")


def texts(content: dict[str, Any]) -> Iterator[str]:
    """The strings of a message's content that carry text."""
    for key in _TEXTS:
        if (text := content.get(key)) and isinstance(text, str):
            yield text
    for part in content.get("parts") or ():
        if isinstance(part, str):
            yield part
        elif part and part.get("text"):
            yield part["text"]
    for thought in content.get("thoughts") or ():
        yield thought["content"]


def encoding_of(slug: str | None) -> str:
    """The encoding of a model, by the start of its name; o200k_base when it says nothing."""
    is_old = slug is not None and (slug == "gpt-4" or slug.startswith(_OLD))
    return "cl100k_base" if is_old else "o200k_base"


@cache
def encoding(name: str) -> tiktoken.Encoding:
    """tiktoken's own encoding. Without any special token tiktoken searches for "" at every character."""
    special = {"<|endoftext|>": {"o200k_base": 199_999, "cl100k_base": 100_257}[name]}
    ranks = vocabulary(name)
    return tiktoken.Encoding(name, pat_str=PUBLISHED_RULES[name], mergeable_ranks=ranks, special_tokens=special)
