"""The content of a message as exported: a list of blocks, or what else stood in its place, and the text beside it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from etl.transform.providers.coerce import from_json, items, mapping, text
from etl.transform.providers.issues import Notes, known_names

Block = Mapping[str, Any]
Group = tuple[str, list[Any]]
"""The type of a row, as exported or one of ours (with a #), and the blocks or texts that make it."""

MEDIA = frozenset({"image", "document"})
"""Blocks that stand for a file: they become attachments, and no row."""

_SILENT = frozenset({"token_budget", "flag"})
"""Blocks that tell the product something, and say nothing."""
_QUIET = known_names("type text start_timestamp stop_timestamp flags citations uuid id")
"""Fields of a block of text that say nothing: what has others and no text is kept as it stands."""
_BLANKS = re.compile(r"\s*+")
_PLACEHOLDER = re.compile(
    r"(?<!\s)\s*+```\s?+(?:This block is not supported on your current device yet"
    r"|Viewing artifacts created via the Analysis Tool web feature preview isn.t yet supported on mobile)\.?\s?+```\s*+"
)
"""What the text of a message has where a block is none of text."""


def in_order(raw: Block, own: str, notes: Notes) -> list[Group]:
    """The blocks in their order, each a group but texts that follow each other, which are one; files left out."""
    content = _blocks(raw)
    if content is not raw.get("content"):
        notes.odd("content is JSON as text", own)
    if type(content) is dict and _is_typed(content):
        notes.odd("content is not a list", own)
        content = [content]
    if type(content) is not list:
        if content:
            notes.odd("content is not a list", own)
            return [("text", [{"text": content}])] if type(content) is str else [("", [content])]
        return []
    found: list[Group] = []
    for block in content:
        _add(found, block, own, notes)
    return found


def media(raw: Block) -> Iterator[Block]:
    """The blocks of a message that stand for files."""
    for block in items(_blocks(raw)):
        if type(block) is dict and (block.get("type") == "image" or block.get("type") == "document"):
            yield block


def told_in(file: Block) -> str | None:
    """The text of a file that stands in its block."""
    source = mapping(file.get("source"))
    return text(file.get("extracted_content")) or (text(source.get("data")) if source.get("type") == "text" else None)


def unglued(raw: Block, found: list[Group], own: str, notes: Notes) -> str | None:
    """The ``text`` of a message, without what it has for other blocks and without the thinking that it repeats."""
    glued = notes.text(raw, "text", own)
    if glued is None or not found:
        return glued
    left, at = _PLACEHOLDER.sub("", glued), 0
    for thought in (mapping(inner[0]).get("thinking") for kind, inner in found if kind == "thinking"):
        at = _BLANKS.match(left, at).end()  # type: ignore[union-attr]
        if type(thought) is str and left.startswith(thought, at):
            at += len(thought)
    return left[at:] if left[at:].strip() else None


def _blocks(raw: Block) -> Any:
    """The content; where it is JSON as text, as some exports have it, what that holds."""
    content = raw.get("content")
    if type(content) is str and content.lstrip()[:1] in ("[", "{"):
        inner = from_json(content)
        if inner and _is_typed(inner):
            return inner
    return content


def _is_typed(value: object) -> bool:
    some = value if type(value) is list else [value]
    return all(type(one) is dict and type(one.get("type")) is str for one in some)


def _add(found: list[Group], block: Any, own: str, notes: Notes) -> None:
    if type(block) is not dict:
        if block is not None:
            notes.odd("a block is not an object", own)
            found.append(("text", [{"text": block}]) if type(block) is str and block else ("", [block]))
        return
    kind = block.get("type")
    kind = kind if type(kind) is str and not kind.startswith("#") else ""
    if kind == "text":
        if not block.get("text"):
            if any(value for name, value in block.items() if name not in _QUIET):
                found.append(("", [block]))
            return
        if found and found[-1][0] == "text":
            found[-1][1].append(block)
            return
    if kind not in _SILENT and kind not in MEDIA:
        found.append((kind, [block]))
