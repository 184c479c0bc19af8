"""Cells that a spreadsheet would take for a formula, made texts (OWASP, CSV injection)."""

import re

_FORMULA = re.compile(r"[\s\u00a0\ufeff\u200b-\u200f\u2060]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*%?", re.ASCII)


def guarded(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it; plain numbers as -5 stay as they are."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
