"""Lone surrogates, which JSON escapes can spell but no text can hold."""

import re

_ESCAPES = re.compile(rb"(\\++)u([dD][89a-fA-F][0-9a-fA-F]{2})(\\u[dD][c-fC-F][0-9a-fA-F]{2})?")
_SUSPICIOUS = re.compile(
    rb"\\u[dD](?:"
    rb"(?<=\\\\u[dD])"
    rb"|[89abAB]..(?!\\u[dD][c-fC-F])"
    rb"|(?<!\\u[dD][89abAB]..\\u[dD])[c-fC-F])",
    re.DOTALL,
)
"""A surrogate without its other half at its side, or behind two backslashes: a closer look is needed."""


def mended(data: bytes) -> bytes:
    r"""The same JSON, every ``\ud800`` to ``\udfff`` outside a proper pair replaced by ``\ufffd``."""
    return _ESCAPES.sub(_mend, data) if _SUSPICIOUS.search(data) else data


def _mend(match: re.Match[bytes]) -> bytes:
    slashes, first, second = match.groups()
    if len(slashes) % 2 == 0:
        return slashes + b"u" + first + (rb"\ufffd" if second else b"")
    if second and first[1:2] in b"89abAB":
        return match[0]
    return slashes + b"ufffd" + (rb"\ufffd" if second else b"")
