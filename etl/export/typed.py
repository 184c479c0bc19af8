"""What a person typed, apart in text and fenced code: nothing else in it is Markdown, whatever it looks like."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FENCE = re.compile(r" {0,3}(?:(`{3,})[ \t]*([^`]*)|(~{3,})[ \t]*(.*))")

ADDRESS = re.compile(r"https?://[^\s<>\x00-\x20\x7f]+(?<![.,;:!?'\")\]}*_~|])", re.IGNORECASE)
"""An address in running text, without the signs of the sentence behind it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of lines, without the last line end; ``language`` is None for text, '' for code of no language."""

    text: str
    language: str | None


@dataclass(frozen=True, slots=True)
class _Fence:
    """A line that may open a block of code, or close one where it has no ``info``."""

    mark: str
    length: int
    info: str


def pieces(text: str) -> Iterator[Piece]:
    """The text in order; lines between two fences, which are left out, are code.

    A fence that nothing closes is text: what follows it was typed as such, as far as anybody can tell.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    fences = [_fence(line) for line in lines]
    closing = _longest_behind(fences)
    at = since = 0
    while at < len(lines):
        fence = fences[at]
        if fence is None or closing[at + 1].get(fence.mark, 0) < fence.length:
            at += 1
            continue
        if since < at:
            yield Piece("\n".join(lines[since:at]), None)
        end = next(place for place in range(at + 1, len(lines)) if _closes(fences[place], fence))
        yield Piece("\n".join(lines[at + 1 : end]), fence.info.partition(" ")[0])
        at = since = end + 1
    if since < len(lines):
        yield Piece("\n".join(lines[since:]), None)


def _fence(line: str) -> _Fence | None:
    found = _FENCE.fullmatch(line)
    if found is None:
        return None
    run, info = (found[1], found[2]) if found[1] else (found[3], found[4])
    return _Fence(run[0], len(run), info.strip())


def _closes(line: _Fence | None, opening: _Fence) -> bool:
    return line is not None and not line.info and line.mark == opening.mark and line.length >= opening.length


def _longest_behind(fences: Sequence[_Fence | None]) -> list[dict[str, int]]:
    """For each line, and for the end, the longest fence of each kind from there on that could close a block."""
    known: dict[str, int] = {}
    found = [known]
    for fence in reversed(fences):
        if fence is not None and not fence.info and known.get(fence.mark, 0) < fence.length:
            known = known | {fence.mark: fence.length}
        found.append(known)
    return found[::-1]
