"""What is said around the words that were found."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from etl.search.index.words import folded, is_alone, words
from etl.search.question import Question, Term

_BEFORE, _ROOM = 60, 240
"""Characters that are shown before the first word that was found, and in all."""

_MOST = 200_000
"""Characters of a message that are looked through."""

_CITED = re.compile("\ue200[^\ue200\ue201]{0,400}\ue201|[\ue200-\ue206]")
"""The marks of citations, which no font can show, are no part of what was said."""


class Snippet(NamedTuple):
    """A piece of a text in one line, with the places in it of what was found, as (begin, end)."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def marked(self, begin: str, end: str, legible: Callable[[str], str] = str) -> str:
        """The piece with a sign before and behind everything that was found; ``legible`` makes one of each part."""
        parts, at = [], 0
        for start, stop in self.marks:
            parts += [legible(self.text[at:start]), begin, legible(self.text[start:stop]), end]
            at = stop
        return "".join([*parts, legible(self.text[at:])])


def finder(question: Question) -> re.Pattern[str] | None:
    """What finds any wanted term in a folded text; None where nothing is wanted."""
    patterns = [_pattern(term) for term in chain.from_iterable(question.wanted) if words(term.words)]
    return re.compile("|".join(patterns)) if patterns else None


def snippet(text: str, found: re.Pattern[str] | None) -> Snippet:
    """The piece of a text around the first thing that was found in it, or its beginning."""
    plain = unicodedata.normalize("NFC", _CITED.sub("", text[:_MOST]))
    match = found.search(folded(plain)) if found else None
    begin = _beginning(plain, match.start()) if match else 0
    piece = " ".join(plain[begin : begin + _ROOM + _BEFORE].split())[:_ROOM]
    before, behind = "…" if begin else "", "…" if begin + _ROOM < len(plain) else ""
    return marked(f"{before}{piece}{behind}", found)


def marked(text: str, found: re.Pattern[str] | None) -> Snippet:
    """A text as it is, with what was found in it."""
    whole = unicodedata.normalize("NFC", text)
    return Snippet(whole, tuple(match.span() for match in found.finditer(folded(whole))) if found else ())


def _beginning(text: str, at: int) -> int:
    """A place some characters before ``at``, at the beginning of a word where one is near."""
    begin = max(0, at - _BEFORE)
    blank = text.find(" ", begin, at) if begin else -1
    return begin if blank < 0 else blank + 1


def _pattern(term: Term) -> str:
    """A term in a folded text: whole words, what stands between them being no word."""
    told = words(term.words)
    parts = [re.escape(told[0])]
    for before, word in pairwise(told):
        parts += [r"[\W_]*" if is_alone(before) or is_alone(word) else r"[\W_]+", re.escape(word)]
    begin = "" if is_alone(told[0]) else r"(?<![^\W_])"
    return begin + "".join(parts) + _end(told, term)


def _end(told: Sequence[str], term: Term) -> str:
    if is_alone(told[-1]):
        return ""
    return r"[^\W_]*" if term.is_prefix else r"(?![^\W_])"
