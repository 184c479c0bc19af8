"""Exact token counts of many texts at once.

Texts are joined by a private special token and encoded in one call: specials are split off before the splitting
rule runs, so each count is the same as if the text stood alone (a test compares them).
"""

import math
import re
import sys
from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from etl.transform.count.compiled import Counter, compiled_counter, counts_alike
from etl.transform.count.vocabularies import SEPARATOR, encoding

USUAL, OLDER = "o200k_base", "cl100k_base"
"""The encoding of what is not old: nearly every export needs it; and that of what is."""

COMPILED = 40_000_000
"""Bytes of exports from which on the compiled counter gains more than the time it takes to get ready."""

_UNFORESEEN = 10_000_000
"""Characters that take tiktoken about as long to count as the compiled counter takes to get ready."""

_left: float = _UNFORESEEN
"""Characters that this process counts before it takes to the compiled counter."""

_JOINED = 200_000
_ID = 4
_LONGEST_BLANK, _LONGEST_WORD = 200_000, 1_000_000
_BLANK = re.compile(rf"(?<!\s)\s{{{_LONGEST_BLANK}}}")
_ASCII = r"!-/:-@\[-`{-~"
_WORDS = re.compile(rf"[^\s\d{_ASCII}]*"), re.compile(f"[{_ASCII}]*")
"""What no splitting rule splits: merging much at once takes fifty bytes of memory for each character."""


def count_tokens(texts: Sequence[str], name: str) -> list[int | None]:
    """Tokens of each text in the encoding ``name``, special tokens counted as ordinary text.

    None where tiktoken cannot count: its splitting rule gives up on a run of more than some 200,000 blanks, and a word
    of a million letters would take the memory of all other texts.
    """
    if compiled := _compiled(texts, name):
        return _count_compiled(texts, name, compiled)
    return _count_joined(texts, name)


def foresee(size: int) -> None:
    """Say how many bytes of exports surely must be counted: whether the compiled counter is worth its start.

    Where nothing is sure, as without this call, a process takes to it once it has counted so much that the start is no
    matter.
    """
    global _left
    _left = 0 if size >= COMPILED else math.inf if size else _UNFORESEEN


def prepare(size: int) -> None:
    """Load what counting the messages of ``size`` bytes of exports needs: for processes that are forked off."""
    foresee(size)
    for name in (USUAL, OLDER):
        count_tokens(["warm"], name)


def count_one(text: str, name: str) -> int | None:
    """Tokens of one text, without joining: the reference that the fast ways are held against."""
    return len(encoding(name).encode_ordinary(text)) if _countable(text) else None


def token_ids(codec: Any, joined: str) -> bytes:
    """The token ids, four bytes each, as tiktoken's core has them, without a Python integer for each.

    A tiktoken without that private way is asked in the public one.
    """
    encode = getattr(getattr(codec, "_core_bpe", None), "encode_to_tiktoken_buffer", None)
    if encode is None:
        return array("I", codec.encode(joined, allowed_special={SEPARATOR}, disallowed_special=())).tobytes()
    return bytes(encode(joined, {SEPARATOR}))


def _compiled(texts: Sequence[str], name: str) -> Counter | None:
    """The compiled counter, if there is one and this process has much to count."""
    global _left
    if _left > 0:
        _left -= sum(map(len, texts))
        return None
    return compiled_counter(name)


def _count_compiled(texts: Sequence[str], name: str, compiled: Counter) -> list[int | None]:
    """Count by the compiled counter what it surely counts right, and the rest as without it."""
    is_sure = [counts_alike(text) and _countable(text) for text in texts]
    sure = iter(compiled([text for text, one in zip(texts, is_sure, strict=True) if one]))
    others = iter(_count_joined([text for text, one in zip(texts, is_sure, strict=True) if not one], name))
    return [next(sure if one else others) for one in is_sure]


def _count_joined(texts: Sequence[str], name: str) -> list[int | None]:
    counts: list[int | None] = []
    group: list[str] = []
    size = 0
    for text in texts:
        group.append(text)
        size += len(text)
        if size >= _JOINED:
            counts += _count_group(group, name)
            group, size = [], 0
    return counts + _count_group(group, name) if group else counts


def _count_group(group: list[str], name: str) -> list[int | None]:
    joined = SEPARATOR.join(group)
    if joined.count(SEPARATOR) != len(group) - 1 or not all(map(_countable, group)):
        return [count_one(text, name) for text in group]
    codec = encoding(name)
    ids = token_ids(codec, joined)
    separator = codec.encode_single_token(SEPARATOR).to_bytes(_ID, sys.byteorder)
    at = [place // _ID for place in _places(ids, separator)]
    return [after - before - 1 for before, after in zip([-1, *at], [*at, len(ids) // _ID], strict=True)]


def _places(ids: bytes, one: bytes) -> Iterator[int]:
    """Where an id stands. The end of one and the beginning of the next may look like it, too."""
    place = ids.find(one)
    while place >= 0:
        if place % _ID == 0:
            yield place
        place = ids.find(one, place + 1)


def _countable(text: str) -> bool:
    return len(text) < _LONGEST_BLANK or not (_BLANK.search(text) or _holds_word(text))


def _holds_word(text: str) -> bool:
    """Is there a word of the longest length? One fills half of that behind some multiple of half of it."""
    half = _LONGEST_WORD // 2
    return any(_around(text, at, half) >= _LONGEST_WORD for at in range(0, len(text) - half + 1, half))


def _around(text: str, at: int, least: int) -> int:
    """How long the word is that ``at`` stands in, if at least that much of it lies behind."""
    for word in _WORDS:
        behind = _length(word, text[at : at + _LONGEST_WORD])
        if behind >= least:
            return behind + _length(word, text[max(0, at - _LONGEST_WORD) : at][::-1])
    return 0


def _length(word: re.Pattern[str], text: str) -> int:
    found = word.match(text)
    return found.end() if found else 0
