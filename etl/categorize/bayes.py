"""Self-training naive Bayes: from a few seed words to a category for every text.

What a text's seed words tell without doubt is its first category; from those a multinomial model over document
frequencies learns which other words go with which category, files everything anew, and learns from that again.
Deterministic, and independent of the order of the texts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from pathlib import Path
from typing import NamedTuple
from unicodedata import combining, normalize

ROUNDS = 8
MARGIN = 0.7
"""The log-odds by which the best category must lead the next, twice as likely; below, the text is of none."""

_SMOOTH, _SEED, _TAUGHT = 0.5, 20.0, 3
"""Texts that each word counts as from the start, each seed word of a category more than that; and a text whose
category the user said."""

_REASONS = 3

_LONGEST = 4_000
"""Characters of a text that are looked at: what it is about stands at its beginning."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_PREFIX = 4
_STOP = frozenset(Path(__file__).with_name("stop.txt").read_text("utf-8").split())
"""Words that tell nothing of what a text is about."""

Tokens = Sequence[str]
"""The words of a text; one that stands there twice counts twice."""


class Guess(NamedTuple):
    """The number of a category, None if no one leads by enough, and the words that told it, the weightiest first."""

    category: int | None
    words: tuple[str, ...]


class Weights(NamedTuple):
    """What a round has learned: by category what any word weighs, and by word what it adds where it was seen."""

    base: list[float]
    added: dict[str, list[tuple[int, float]]]


def tokens(*texts: str) -> list[str]:
    """The different words of texts in lower case, in alphabetical order, without those that tell nothing."""
    found = {word for text in texts for word in _WORD.findall(text[:_LONGEST].lower())}
    return sorted(found - _STOP)


def guess(texts: Sequence[Tokens], categories: Sequence[Sequence[str]], known: Mapping[int, int]) -> list[Guess]:
    """File texts under categories, which are given by their seed words.

    ``known`` are texts whose category the user has said, by their place: they teach, and are not filed anew.
    """
    hits = _hits(texts, categories)
    labels: list[int | None] = [known.get(place, _by_seeds(tokens, hits)) for place, tokens in enumerate(texts)]
    weights = _learn(texts, labels, known, hits, len(categories))
    for _ in range(ROUNDS):
        following = [known[place] if place in known else _file(text, weights) for place, text in enumerate(texts)]
        if following == labels:
            break
        labels = following
        weights = _learn(texts, labels, known, hits, len(categories))
    return [Guess(label, _reasons(text, label, weights)) for text, label in zip(texts, labels, strict=True)]


def seeds(words: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Seed words as tokens: those that must be met whole, and those that stand for all that begins with them.

    Whole are the shorter ones, and those written with a full stop: "train." is no training.
    """
    whole: set[str] = set()
    begun: set[str] = set()
    for word in words:
        for part in _WORD.findall(_plain(word.lower())):
            (whole if len(part) < _PREFIX or word.endswith(".") else begun).add(part)
    return frozenset(whole), frozenset(begun)


def is_met(token: str, whole: frozenset[str], begun: frozenset[str]) -> bool:
    """Is a token one of the seed words, or begins with one of four letters or more?"""
    return _reach(_plain(token), whole, begun) > 0


def _plain(word: str) -> str:
    """A word without its accents, which many leave out."""
    if word.isascii():
        return word
    return "".join(letter for letter in normalize("NFD", word) if not combining(letter))


def _reach(token: str, whole: frozenset[str], begun: frozenset[str]) -> int:
    """The length of the longest seed word that a token is or begins with, 0 if there is none."""
    if token in whole:
        return len(token)
    return next((length for length in range(len(token), _PREFIX - 1, -1) if token[:length] in begun), 0)


def _hits(texts: Sequence[Tokens], categories: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """The categories of which each word is a seed: backend is one by backend, not by backen, the longest counts."""
    split = [seeds(words) for words in categories]
    hits = {}
    for token in {token for text in texts for token in text}:
        plain = _plain(token)
        reached = [_reach(plain, whole, begun) for whole, begun in split]
        longest = max(reached, default=0)
        if longest:
            hits[token] = [place for place, length in enumerate(reached) if length == longest]
    return hits


def _by_seeds(text: Tokens, hits: Mapping[str, Sequence[int]]) -> int | None:
    counts = Counter(place for token in text for place in hits.get(token, ()))
    best = counts.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def _learn(
    texts: Sequence[Tokens],
    labels: Sequence[int | None],
    known: Mapping[int, int],
    hits: Mapping[str, Sequence[int]],
    categories: int,
) -> Weights:
    seen: dict[str, Counter[int]] = {token: Counter() for token in hits}
    totals = [0.0] * categories
    for place, (text, label) in enumerate(zip(texts, labels, strict=True)):
        if label is not None:
            times = _TAUGHT if place in known else 1
            totals[label] += len(text) * times
            for token in text:
                seen.setdefault(token, Counter())[label] += times
    for token, places in hits.items():
        for place in places:
            seen[token][place] += 0
            totals[place] += _SEED
    spread = _SMOOTH * max(len(seen), 1)
    base = [log(_SMOOTH / (total + spread)) for total in totals]
    added = {
        token: [
            (place, log((count + _SMOOTH + (_SEED if place in hits.get(token, ()) else 0)) / _SMOOTH))
            for place, count in counts.items()
        ]
        for token, counts in seen.items()
    }
    return Weights(base, added)


def _file(text: Tokens, weights: Weights) -> int | None:
    """The category that leads, of those that a word of the text speaks for: among few texts none else would."""
    scores = _scores(text, weights)
    spoken = {place for token in text for place, _ in weights.added.get(token, ())}
    ranked = sorted(spoken, key=lambda place: (-scores[place], place))
    if not ranked or (len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < MARGIN):
        return None
    return ranked[0]


def _scores(text: Tokens, weights: Weights) -> list[float]:
    known = [token for token in text if token in weights.added]
    scores = [each * len(known) for each in weights.base]
    for token in known:
        for place, more in weights.added[token]:
            scores[place] += more
    return scores


def _reasons(text: Tokens, label: int | None, weights: Weights) -> tuple[str, ...]:
    """The words that speak most for a category against all others."""
    if label is None:
        return ()
    lead = {}
    for token in text:
        told = dict(weights.added.get(token, ()))
        if label in told:
            others = [more for place, more in told.items() if place != label]
            lead[token] = told[label] - max(others, default=0.0)
    return tuple(
        sorted((token for token in lead if lead[token] > 0), key=lambda token: (-lead[token], token))[:_REASONS]
    )
