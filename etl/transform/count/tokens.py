"""Exact token counts of many texts at once.

Texts are joined by a private special token and encoded in one call: specials are split off before the splitting
rule runs, so each count is the same as if the text stood alone (a test compares them).
"""

import re
import sys
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from etl.transform.count.vocabularies import PUBLISHED, SEPARATOR, encoding

_is_fast = False
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
    if _is_fast and (fast := fast_counter(name)) is not None:
        return [fast(text) if _countable(text) else None for text in texts]
    counts: list[int | None] = []
    group: list[str] = []
    size = 0
    for text in texts:
        group.append(text)
        size += len(text)
        if size >= _JOINED:
            counts += _count_group(group, name)
            group, size = [], 0
    return counts + _count_group(group, name)


def prepare() -> None:
    """Load all that counting needs, and the extra ``fast``, where it is installed.

    That extra takes a second to start, so without this call, as for a small export, nobody uses it.
    """
    global _is_fast
    _is_fast = True
    for name in PUBLISHED:
        count_tokens(["warm"], name)


def count_one(text: str, name: str) -> int | None:
    """Tokens of one text, without joining: the reference that the fast ways are held against."""
    return len(encoding(name).encode_ordinary(text)) if _countable(text) else None


@cache
def fast_counter(name: str) -> Any:
    """quicktok's counter if the extra ``fast`` is installed and agrees with tiktoken on a hard sample, else None."""
    try:
        import quicktok
    except ImportError:
        return None
    counter = quicktok.get_encoding(name).count
    return counter if all(counter(text) == count_one(text, name) for text in _HARD) else None


def token_ids(codec: Any, joined: str) -> bytes:
    """The token ids, four bytes each, as tiktoken's core has them, without a Python integer for each.

    A tiktoken without that private way is asked in the public one.
    """
    encode = getattr(getattr(codec, "_core_bpe", None), "encode_to_tiktoken_buffer", None)
    if encode is None:
        return array("I", codec.encode(joined, allowed_special={SEPARATOR}, disallowed_special=())).tobytes()
    return bytes(encode(joined, {SEPARATOR}))


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


_HARD = (
    "",
    "Hello, world! It's 12345.678 o'clock; we'LL see.\r\n\r\n\t  x",
    "<|endoftext|><|im_start|>system<|im_sep|>",
    "naïve café — “quotes” … €5½ ①②③ ǅ ß ẞ İi",
    "日本語のテキスト、한국어 텍스트, русский текст, نص عربي, हिन्दी पाठ",
    "👩‍👩‍👧‍👦🏳️‍🌈 🇨🇭 e\u0301\u0302\u0303 \u200b\u200d\ufeff\u00a0\u3000",
    "def f(x):\n    return {'a': [1, 2, 3], \"b\": x ** 2}  # noqa\n\n\n",
    "a" * 500 + " " * 300 + "\n" * 200 + "^" * 100,
    "\ue200cite\ue202turn0search3\ue201 【4:0†source】",
)
