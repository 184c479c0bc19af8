"""Tokens of Claude's models, whose tokenizer nobody has published.

Where the extra ``claude`` is installed, its package ctok counts by a reconstruction of that tokenizer. Else, and
for models older than those it knows, the count is estimated: a factor by class of text times the count in o200k_base.
Nobody measured the factors of claude_legacy: sql/seeds/token_factors.csv gives it those of claude_v3.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache

from etl import assets
from etl.transform.count.claude_classes import text_class
from etl.transform.count.tokens import count_tokens

RECONSTRUCTED = "counted_ctok"
ESTIMATED = "factor_o200k"

_ESTIMATED_FROM = "o200k_base"
_VERSIONS = {"claude_v3": ("3.0", 7), "claude_v4_7": ("4.7", 11), "claude_v4_8": ("4.8", 6)}
"""What ctok calls each encoding, and the tokens of the frame that it adds to a message."""


@cache
def claude_encodings() -> frozenset[str]:
    """The names of the encodings that this module counts in."""
    return frozenset(name for name, _ in _thousandths())


def count_claude(texts: Sequence[str], name: str) -> list[int | None]:
    """Tokens of each text in one of Claude's encodings, without the frame of a message; None as in count_tokens."""
    exact = reconstruction(name)
    return [exact(text) if text else 0 for text in texts] if exact else list(_estimates(texts, name))


def claude_basis(name: str) -> str:
    """How tokens in that encoding are counted in this installation."""
    return RECONSTRUCTED if reconstruction(name) else ESTIMATED


@cache
def reconstruction(name: str) -> Callable[[str], int] | None:
    """ctok's counter for an encoding, without the frame; None where ctok is not installed or does not know it."""
    if name not in _VERSIONS:
        return None
    try:
        from ctok import token_count
    except ImportError:
        return None
    version, frame = _VERSIONS[name]
    return lambda text: int(token_count(text, version)) - frame


def _estimates(texts: Sequence[str], name: str) -> Iterator[int | None]:
    """factor x count in o200k_base, half a token rounded up."""
    factors = _thousandths()
    for text, tokens in zip(texts, count_tokens(texts, _ESTIMATED_FROM), strict=True):
        yield None if tokens is None else (tokens * factors[name, text_class(text)] + 500) // 1_000


@cache
def _thousandths() -> dict[tuple[str, str], int]:
    """The factor of each encoding and class of text, in thousandths, so that nothing drifts."""
    with assets.seed("token_factors").open(encoding="utf-8", newline="") as file:
        return {
            (row["encoding"], row["text_class"]): int(Decimal(row["factor"]) * 1_000) for row in csv.DictReader(file)
        }
