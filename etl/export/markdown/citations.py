"""Citations in a message's text: the marks that stand for them become links, the sources are listed below it."""

import json
import re
from collections.abc import Iterator, Sequence

from etl.export.conversation import Citation
from etl.export.markdown.escaping import line, link

_MARK = re.compile(r"【[^】\n]{0,80}】")
_PRIVATE = re.compile(r"\ue200[^\ue200\ue201]{0,400}\ue201")
"""What a product writes where a source is cited; without its source it says nothing."""
_NUMBERED = re.compile(r"【[^【】†\n]{0,80}†[^【】\n]{0,80}】")
_STRAY = re.compile(r"[\ue200-\ue206]")
_LEFT, _RIGHT = "\ue300", "\ue301"
"""Around the number of a link while the text is still to be made safe."""
_PATIENCE = 20_000_000
"""Characters of a message that are looked through for markers which do not stand where they are said to."""
_PLACE = re.compile(f"{_LEFT}([0-9]{{1,9}}){_RIGHT}")


def placed(text: str, citations: Sequence[Citation]) -> str:
    """The text with a placeholder for the link of each source, where its mark stands or its span ends."""
    text = text.replace(_LEFT, " ").replace(_RIGHT, " ")
    numbers = {key: number for number, (key, _) in enumerate(_distinct(citations), 1)}
    spots: dict[tuple[int, int], dict[int, None]] = {}
    patience = _PATIENCE
    for citation in citations:
        spot, number = _spot(text, citation, patience > 0), numbers.get(_key(citation))
        if spot is not None and number is not None:
            spots.setdefault(spot, {})[number] = None
        if spot is None or spot[0] != citation.start_index:
            patience -= len(text)
    pieces, done = [], 0
    for (start, end), found in sorted(spots.items()):
        if start >= done:
            space = " " if start and not text[start - 1].isspace() else ""
            pieces += [text[done:start], space, " ".join(f"{_LEFT}{number}{_RIGHT}" for number in found)]
            done = end
    return unmarked("".join([*pieces, text[done:]]))


def linked(text: str, citations: Sequence[Citation]) -> str:
    """The text with links for placeholders."""
    if _LEFT not in text:
        return text
    known = [citation for _, citation in _distinct(citations)]

    def written(match: re.Match[str]) -> str:
        source = known[int(match[1]) - 1]
        return link(match[1], source.url) if source.url else f"\\[{match[1]}\\]"

    return _PLACE.sub(written, text)


def unmarked(text: str) -> str:
    """The text without marks, as the products show it where no source is known; of a mark for a name, the name.

    Halves of marks go too, and the older ones, 【12†source】.
    """
    if "†" in text:
        text = _NUMBERED.sub("", text)
    return _STRAY.sub("", _PRIVATE.sub(_named, text)) if _STRAY.search(text) else text


def sources(citations: Sequence[Citation]) -> Iterator[str]:
    """A line a source, to stand below the message."""
    for number, (_, source) in enumerate(_distinct(citations), 1):
        label = source.title or source.url or ""
        yield f"{number}. {link(label, source.url) if source.url else line(label)}"


def _named(mark: re.Match[str]) -> str:
    """The words within a mark: entity, ["city", "Paris", …] and url, title, address have some."""
    kind, _, rest = mark[0][1:-1].partition("\ue202")
    if kind == "url":
        return rest.partition("\ue202")[0]
    try:
        words = json.loads(rest) if kind == "entity" else None
    except ValueError:
        return ""
    return str(words[1]) if isinstance(words, list) and len(words) > 1 else ""


def _distinct(citations: Sequence[Citation]) -> list[tuple[str, Citation]]:
    """The sources in the order of their numbers, each address once."""
    found: dict[str, Citation] = {}
    for citation in citations:
        if _key(citation):
            found.setdefault(_key(citation), citation)
    return list(found.items())


def _key(citation: Citation) -> str:
    return citation.url or (citation.title or "").strip()


def _spot(text: str, citation: Citation, is_sought: bool) -> tuple[int, int] | None:
    """From where to where a link replaces the text; where nothing is replaced, both are the same.

    ``is_sought``: a marker that does not stand where it is said to is looked for in all of the text.
    """
    start, end, marker = citation.start_index, citation.end_index, (citation.marker or "").strip()
    if marker:
        if start is not None and text.startswith(marker, start):
            return start, start + len(marker)
        found = text.find(marker) if is_sought else -1
        return None if found < 0 else (found, found + len(marker))
    if citation.marker is not None or start is None or end is None or not 0 <= start < end <= len(text):
        return None
    if _MARK.fullmatch(text[start:end]):
        return start, end
    splits_a_word = text[end - 1].isalnum() and text[end : end + 1].isalnum()
    return None if splits_a_word else (end, end)
