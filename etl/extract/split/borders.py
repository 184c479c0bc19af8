"""Borders found the slow way, by parsing, where the learned head does not come again."""

import json
import re

from etl.extract.split.heads import learn

_DECODER = json.JSONDecoder(strict=False, parse_int=str)
_BETWEEN = re.compile(r"(?:[\s,]|\]\s*+,?\s*+\[)*+")
_AGAIN = re.compile(r'\}(?:[\s,]|\]\s*+,?\s*+\[)*+(\{\s*+")')


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
    while at is not None and (match := _BETWEEN.match(text, at)) and match.end() < len(text):
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
