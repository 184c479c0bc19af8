"""Which rows a message becomes: its blocks, in their order, those of text that follow each other in one.

Thinking that stood in the text, between tags (2024), gets a row of its own.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from etl.transform.providers.coerce import items, text
from etl.transform.providers.issues import Notes

Block = Mapping[str, Any]
Group = tuple[str, list[Any]]
"""The type of a row, as exported or one of ours (with a #), and the blocks or texts that make it."""

_BEGIN, _END = "<antThinking>", "</antThinking>"
_BLANKS = re.compile(r"\s*+")
_SILENT = frozenset({"token_budget", "flag"})
"""Blocks that tell the product something, and say nothing."""


def groups(raw: Block, own: str, notes: Notes) -> list[Group]:
    """The groups of one message, each to become a row; none where the message says nothing.

    What was pasted comes first, as it came before the words in the prompt. The glued ``text`` is used only where
    no block bears any: it repeats them all.
    """
    pasted: list[Group] = [("#attachment", [one]) for one in items(raw.get("attachments")) if _is_read(one)]
    spoken = _of_blocks(raw.get("content"), own, notes)
    if not spoken:
        glued = notes.text(raw, "text", own)
        if glued:
            spoken = [("text", [{"text": glued}])]
    if raw.get("sender") != "human":
        spoken = [found for group in spoken for found in _untangled(group)]
    return pasted + spoken


def _is_read(attachment: object) -> bool:
    return isinstance(attachment, dict) and text(attachment.get("extracted_content")) is not None


def _of_blocks(content: object, own: str, notes: Notes) -> list[Group]:
    if type(content) is not list:
        if content:
            notes.odd("content is not a list", own)
            return [("text", [{"text": content}])] if type(content) is str else [("", [content])]
        return []
    found: list[Group] = []
    for block in content:
        if type(block) is not dict:
            if block is not None:
                notes.odd("a block is not an object", own)
                found.append(("text", [{"text": block}]) if type(block) is str and block else ("", [block]))
            continue
        kind = block.get("type")
        kind = kind if type(kind) is str and not kind.startswith("#") else ""
        if kind == "text":
            _add_text(found, block)
        elif kind not in _SILENT:
            found.append((kind, [block]))
    return found


def _add_text(found: list[Group], block: Block) -> None:
    if not block.get("text"):
        return
    if found and found[-1][0] == "text":
        found[-1][1].append(block)
    else:
        found.append(("text", [block]))


def _untangled(group: Group) -> Iterator[Group]:
    """The thinking in a group of text as a group of its own, before what remains of the text.

    Artifacts stay in the text: they are what the model answered.
    """
    kind, blocks = group
    if kind != "text" or not any(type(one["text"]) is str and _BEGIN in one["text"] for one in blocks):
        yield group
        return
    thoughts: list[str] = []
    left = []
    for block in blocks:
        remains = block["text"]
        if type(remains) is str:
            found, remains = _thinking(remains)
            thoughts += found
        if remains:
            left.append(block | {"text": remains})
    if thoughts:
        yield "#tagged", thoughts
    if left:
        yield "text", left


def _thinking(told: str) -> tuple[list[str], str]:
    """What stands between tags in a text, and the rest of it; a tag that nothing closes is no tag."""
    thoughts, left, at = [], [], 0
    while (begin := told.find(_BEGIN, at)) >= 0 and (end := told.find(_END, begin)) >= 0:
        thoughts.append(told[begin + len(_BEGIN) : end].strip())
        left.append(told[at:begin])
        blanks = _BLANKS.match(told, end + len(_END))
        at = blanks.end() if blanks else len(told)
    return thoughts, "".join([*left, told[at:]])
