"""Texts out of patterns: a vocabulary file is a set of sections, a pattern names sections in braces.

``[noun*]`` is a list of words, commonest first, drawn by Zipf's law; ``[clause]`` holds patterns, one a
line, such as ``the {noun} is {adjective}``. ``\\n`` in a pattern is a line break, ``{{`` a brace.
"""

import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import inflections

FOLDER = Path(__file__).parent / "vocabulary"

_TABLE = 4096
_FLATNESS = 24
_DERIVED: dict[str, tuple[str, Callable[[str], str]]] = {
    "nouns": ("noun", inflections.plural),
    "a_noun": ("noun", inflections.with_article),
    "a_adjective": ("adjective", inflections.with_article),
    "verbs": ("verb", inflections.third),
    "verbed": ("verb", inflections.past),
    "verbing": ("verb", inflections.gerund),
}

Words = tuple[str, ...]


@dataclass(slots=True)
class Rule:
    """One section: its patterns, each cut into literals, word tables and other rules."""

    options: list[list["str | Words | Rule"]] = field(default_factory=list)


class Grammar:
    """The sections of some vocabulary files, ready to write from."""

    def __init__(self, *names: str) -> None:
        self._sections: dict[str, list[str]] = {}
        for name in names:
            self._sections.update(sections((FOLDER / name).read_text("utf-8")))
        self._parts: dict[str, Words | Rule] = {}
        for name in self._sections:
            self._part(name.rstrip("*"))

    def write(self, section: str, roll: Callable[[], float]) -> str:
        """A text made by one pattern of a section."""
        out: list[str] = []
        _expand([self._part(section)], roll, out)
        return "".join(out)

    def fill(self, pattern: str, roll: Callable[[], float]) -> str:
        """A text made by a pattern that stands in no file."""
        out: list[str] = []
        _expand(self._pattern(pattern), roll, out)
        return "".join(out)

    def _part(self, name: str) -> Words | Rule:
        if name not in self._parts:
            self._make(name)
        return self._parts[name]

    def _make(self, name: str) -> None:
        words = self._words(name)
        if words:
            self._parts[name] = words
            return
        lines = self._sections[name]
        if not any("{" in line for line in lines):
            self._parts[name] = tuple(lines)
            return
        rule = Rule()
        self._parts[name] = rule
        rule.options = [self._pattern(line) for line in lines]

    def _words(self, name: str) -> Words:
        if name == "number":
            return _zipf([str(number) for number in (*range(2, 130), *range(130, 10_000, 77))])
        if name == "name":
            firsts, lasts = self._listed("name_first"), self._listed("name_last")
            return _zipf([first + last for last in lasts for first in firsts])
        lowered = name[0].lower() + name[1:]
        if lowered != name:
            return tuple(word.capitalize() for word in self._words(lowered))
        source, change = _DERIVED.get(name, (name, str))
        return _zipf([change(word) for word in self._listed(source)])

    def _listed(self, name: str) -> list[str]:
        return " ".join(self._sections.get(name + "*", ())).split()

    def _pattern(self, line: str) -> list[str | Words | Rule]:
        parts: list[str | Words | Rule] = []
        for literal, name, _, _ in string.Formatter().parse(_unescaped(line)):
            if literal:
                parts.append(literal)
            if name:
                parts.append(f"\x01{name}\x01" if len(name) == 1 else self._part(name))
        return parts


def sections(text: str) -> dict[str, list[str]]:
    """The sections of a vocabulary file, by name, with their lines as written."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("[") and line.endswith("]"):
            lines = found[line[1:-1]] = []
        elif line and not line.startswith("# "):
            lines.append(line)
    return found


def _expand(parts: Iterable[str | Words | Rule], roll: Callable[[], float], out: list[str]) -> None:
    for part in parts:
        if part.__class__ is str:
            out.append(part)
        elif part.__class__ is tuple:
            out.append(part[int(roll() * len(part))])
        elif isinstance(part, Rule):
            _expand(part.options[int(roll() * len(part.options))], roll, out)


def _zipf(words: list[str]) -> Words:
    """A table in which each word stands as often as its rank deserves; empty without words."""
    weights = [1 / (rank + _FLATNESS) for rank in range(1, len(words) + 1)]
    total = sum(weights)
    return tuple(_repeated(words, [weight * _TABLE / total for weight in weights]))


def _repeated(words: list[str], shares: list[float]) -> Iterator[str]:
    for word, share in zip(words, shares, strict=True):
        yield from [word] * max(1, int(share))


def _unescaped(line: str) -> str:
    return line.replace("\\\\", "\x00").replace("\\n", "\n").replace("\x00", "\\")
