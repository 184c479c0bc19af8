"""Where conversations begin: the head that all of a file share, learned from the first; and, where it does not come
again, the borders that parsing finds.
"""

import json
import re
from functools import lru_cache

DEPTH = 4
"""Leading scalar keys that make a head."""
WIDEST = 65536
"""Bytes of a head that is still found when it lies across two pieces."""

Bytes = bytes | bytearray

_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_SCALAR = rb"(?:" + _STRING + rb"|-?[0-9][0-9.eE+-]*+|true|false|null|NaN|-?Infinity)"
_FLAT = rb"(?:" + _SCALAR + rb"|[\[{](?:" + _SCALAR + rb"|[\s:,])*+[\]}])"
_RECORDS = rb"(?:" + _SCALAR + rb"|[\[{](?:" + _FLAT + rb"|[\s:,])*+[\]}])"
_LISTS = rb"(?:" + _SCALAR + rb"|[\[{](?:" + _RECORDS + rb"|[\s:,])*+[\]}])"
_SHALLOW = rb"(?:" + _SCALAR + rb"|[\[{](?:" + _LISTS + rb"|[\s:,])*+[\]}])"
_PAIR = re.compile(rb"\s*+(" + _STRING + rb")\s*+:\s*+" + _SCALAR + rb"\s*+,", re.DOTALL)
_KEY = re.compile(rb"\s*+(" + _STRING + rb")\s*+:", re.DOTALL)
_FIRST = re.compile(rb"(?:\s*+" + _SCALAR + rb"\s*+,)*+\s*+(\{)", re.DOTALL)
_FLAT_PAIRS = rb"(?:\s*+" + _STRING + rb"\s*+:\s*+" + _FLAT + rb"\s*+,)*+\s*+"
_LIST = b'"conversations"'
WRAPPER = re.compile(rb"\{" + _FLAT_PAIRS + _LIST + rb"\s*+:\s*+\[", re.DOTALL)
"""The beginning of {"conversations": [ with flat fields before it."""
WRAPPER_END = re.compile(rb"\](?:\s*+,\s*+" + _STRING + rb"\s*+:\s*+" + _SHALLOW + rb")*+\s*+\}\s*+\Z", re.DOTALL)
"""The end of such an object, with fields behind the list: no deeper than lists of records with lists of records."""

BETWEEN = re.compile(r"(?:[\s,]|\]\s*+,?\s*+\[)*+")
"""What stands between two conversations: commas, blanks, the end of an array before the beginning of the next."""

_DECODER = json.JSONDecoder(strict=False, parse_int=str)
_AGAIN = re.compile(r'\}(?:[\s,]|\]\s*+,?\s*+\[)*+(\{\s*+")')


def learn(data: Bytes, at: int) -> bytes | None:
    """The pattern of the first object's leading ``"key": scalar`` pairs and the key behind them.

    The object is the first behind ``at``. None if it does not begin with such a pair, or if ``data`` ends
    before that can be seen.
    """
    first = _FIRST.match(data, at)
    if first is None:
        return None
    keys: list[bytes] = []
    at = first.end()
    while len(keys) < DEPTH and (pair := _PAIR.match(data, at)):
        keys.append(re.escape(pair[1]))
        at = pair.end()
    following = _KEY.match(data, at)
    if not keys or following is None or following[1] == _LIST:
        return None
    pairs = b"".join(key + rb"\s*+:\s*+" + _SCALAR + rb"\s*+,\s*+" for key in keys)
    return rb"\{\s*+" + pairs + re.escape(following[1]) + rb"\s*+:"


def either(head: bytes | None, other: bytes | None) -> bytes | None:
    """A head that matches what either of two matches."""
    if head is None or other is None or head == other:
        return head or other
    return rb"(?:" + head + rb"|" + other + rb")"


@lru_cache(maxsize=64)
def border(head: bytes) -> re.Pattern[bytes]:
    """Where one conversation ends and the next begins; group 1 starts at the next."""
    return re.compile(rb"\}\s*+,?\s*+(" + head + rb")", re.DOTALL)


@lru_cache(maxsize=64)
def bare(head: bytes) -> re.Pattern[bytes]:
    """A head whatever stands before it, for finding the way again behind damage."""
    return re.compile(head, re.DOTALL)


def slices(data: bytes, head: bytes | None) -> list[int]:
    """Where the conversations of a block begin, and, last, where it ends."""
    starts = [match.start(1) for match in border(head).finditer(data)] if head else []
    return [0, *starts, len(data)]


def last_border(head: bytes, data: Bytes, floor: int) -> int | None:
    """The last place at or behind ``floor`` where a conversation begins; looked for from the end."""
    pattern, reach = border(head), WIDEST
    while True:
        begin = max(len(data) - reach, floor)
        places = [match.start(1) for match in pattern.finditer(data, begin)]
        if places or begin == floor:
            return places[-1] if places else None
        reach *= 8


def proven(data: bytearray) -> tuple[int | None, bytes | None]:
    """Where the last conversation begun in ``data`` begins, and the head of one before it.

    All between is whole, or damaged. None instead of a place if nothing but the first value is to be seen.
    """
    text = data.decode("utf-8", "surrogateescape")
    starts = _starts(text)
    if not starts or starts[-1] == 0:
        return None, None
    border, sample = (len(text[:at].encode("utf-8", "surrogateescape")) for at in (starts[-1], starts[-2:][0]))
    return border, learn(data, border) or learn(data, sample)


def _starts(text: str) -> list[int]:
    """Where the values of the outermost list begin, between two places of damage.

    A closing bracket behind a value shows that the way was taken up inside of a conversation: on behind it.
    """
    starts: list[int] = []
    before: list[int] = []
    at: int | None = 0
    while at is not None and (match := BETWEEN.match(text, at)) and match.end() < len(text):
        at = match.end()
        if text[at] in "]}":
            at = _next(text, at - 1)
            starts = starts if at is None else []
            continue
        starts.append(at)
        try:
            _, at = _DECODER.raw_decode(text, at)
        except json.JSONDecodeError as error:
            if error.pos >= len(text) or error.msg.startswith("Unterminated"):
                break
            before, starts, at = starts or before, [], _next(text, error.pos)
        except RecursionError:
            before, starts, at = starts or before, [], _next(text, at)
    return starts or before


def _next(text: str, at: int) -> int | None:
    match = _AGAIN.search(text, at)
    return match.start(1) if match else None
