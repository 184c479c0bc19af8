"""The words by which the built-in categories are told, and how a text is taken for words."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

LONGEST = 4_000
"""Characters of a text that are looked at: what it is about stands at its beginning."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_PREFIX = 4
_STOP = frozenset(Path(__file__).with_name("stop.txt").read_text("utf-8").split())
"""Words that tell nothing of what a text is about."""


@cache
def built_in() -> dict[str, tuple[str, ...]]:
    """The built-in categories, in their order, each with its seed words in lower case."""
    text = Path(__file__).with_name("words.toml").read_text("utf-8")
    return {name: tuple(dict.fromkeys(words.split())) for name, words in tomllib.loads(text).items()}


def tokens(*texts: str) -> list[str]:
    """The different words of texts in lower case, in alphabetical order, without those that tell nothing."""
    found = {word for text in texts for word in _WORD.findall(text[:LONGEST].lower())}
    return sorted(found - _STOP)


def seeds(words: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Seed words as tokens: those that must be met whole, and those that stand for all that begins with them."""
    parts = {part for word in words for part in _WORD.findall(word.lower())}
    return frozenset(part for part in parts if len(part) < _PREFIX), frozenset(
        part for part in parts if len(part) >= _PREFIX
    )


def is_met(token: str, whole: frozenset[str], begun: frozenset[str]) -> bool:
    """Is a token one of the seed words, or begins with one of four letters or more?"""
    return token in whole or any(token[:length] in begun for length in range(_PREFIX, len(token) + 1))
