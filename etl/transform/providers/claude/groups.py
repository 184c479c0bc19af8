"""Which rows a message becomes: its blocks, in their order, those of text that belong together in one.

What a person typed is one row, the last, whatever stands between its blocks; so is the end of an answer, what follows
its last call of a tool. Thinking that stood in the text, between tags (2024), gets a row of its own.
"""

import re
from collections.abc import Iterator

from etl.transform.providers.claude.content import Block, Group, in_order, media, told_in, unglued
from etl.transform.providers.coerce import items, text
from etl.transform.providers.issues import Notes

SENT = frozenset({"text", "#words"})
"""The groups of a person's message that the person wrote."""

_BEGIN, _END = "<antThinking>", "</antThinking>"
_BLANKS = re.compile(r"\s*+")
_CONTEXT = "injected_prompt_block"
_SPOKEN = frozenset({"text", "voice_note"})
_TOOLS = frozenset({"tool_use", "tool_result", "user_interjection"})
"""Behind the last of these is an answer's end."""


def groups(raw: Block, own: str, notes: Notes) -> list[Group]:
    """The groups of one message, each to become a row; none where the message says nothing.

    What was pasted and what the product put into the prompt comes first, as the model read it before the words. The
    glued ``text`` is used only where no block bears any: it repeats them all.
    """
    before: list[Group] = [("#attachment", [one]) for one in items(raw.get("attachments")) if _is_read(one)]
    before += [("#document", [one]) for one in media(raw) if told_in(one)]
    summary = raw.get("compaction_summary")
    if summary:
        before.append(("#compaction", [summary]))
    found = in_order(raw, own, notes)
    before += [group for group in found if group[0] == _CONTEXT]
    rest = [group for group in found if group[0] != _CONTEXT]
    if not any(kind in _SPOKEN and any(map(_bears, inner)) for kind, inner in rest):
        glued = unglued(raw, rest, own, notes)
        rest += [("text", [{"text": glued}])] if glued else []
    if raw.get("sender") == "human":
        return [*before, *_sent(raw, rest)]
    return [*before, *(part for group in _ended(rest) for part in _untangled(group))]


def _is_read(attachment: object) -> bool:
    return isinstance(attachment, dict) and text(attachment.get("extracted_content")) is not None


def _bears(block: Block) -> bool:
    return bool(block.get("text") or block.get("transcript"))


def _sent(raw: Block, found: list[Group]) -> list[Group]:
    """The groups of a person's message: what else it holds, then its words, as one; none if nothing was sent."""
    words = [block for kind, inner in found if kind in _SPOKEN for block in inner]
    others = [group for group in found if group[0] not in _SPOKEN]
    has_files = any(raw.get(name) for name in ("attachments", "files")) or any(media(raw))
    return [*others, ("#words", words)] if words or has_files else others


def _ended(found: list[Group]) -> list[Group]:
    """All text behind the last call of a tool in one group, where the last of it stands: an answer is one."""
    last = max((place for place, (kind, _) in enumerate(found) if kind in _TOOLS), default=-1)
    texts = [place for place, (kind, _) in enumerate(found) if kind == "text" and place > last]
    if len(texts) < 2:
        return found
    answer: Group = ("text", [block for place in texts for block in found[place][1]])
    *earlier, end = texts
    left = set(range(len(found))).difference(earlier)
    return [answer if place == end else group for place, group in enumerate(found) if place in left]


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
