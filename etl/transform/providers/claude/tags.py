"""The tags of 2024, when thinking and artifacts stood in the text: <antThinking>, <antArtifact>."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_THINKING = re.compile(r"<antThinking>(.*?)</antThinking>\s*", re.DOTALL)
_ARTIFACT = re.compile(r"<antArtifact\b([^>]*)>(.*?)(?:</antArtifact>|\Z)", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class Artifact(NamedTuple):
    """An artifact that stands in a text."""

    document_id: str | None
    document_type: str | None
    title: str | None
    content: str


def untangle(group: tuple[str, list[Any]]) -> Iterator[tuple[str, list[Any]]]:
    """The thinking in a group of text as a group of its own, before what remains of the text.

    Artifacts stay in the text: they are what the model answered.
    """
    kind, blocks = group
    if kind != "text" or not any(type(one["text"]) is str and "<antThinking>" in one["text"] for one in blocks):
        yield group
        return
    thoughts, left = [], []
    for block in blocks:
        told = block["text"] if type(block["text"]) is str else ""
        thoughts += [thought.strip() for thought in _THINKING.findall(told)]
        remains = _THINKING.sub("", told) if told else block["text"]
        if remains:
            left.append(block | {"text": remains})
    if thoughts:
        yield "#tagged", thoughts
    if left:
        yield "text", left


def artifacts(text: str) -> Iterator[Artifact]:
    """The artifacts in a text; one that was cut off goes to its end."""
    for match in _ARTIFACT.finditer(text):
        named = {name.lower(): double or single for name, double, single in _ATTRIBUTE.findall(match[1])}
        identifier, kind, title = (named.get(name) or None for name in ("identifier", "type", "title"))
        yield Artifact(identifier, kind, title, match[2].strip("\n"))
