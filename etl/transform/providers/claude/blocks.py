"""The blocks of a message, a reader each: which fields bear text, and what stays outside the text and why."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from etl.rows.details import Attachment, Citation
from etl.rows.message import Message
from etl.transform.providers.claude import fields
from etl.transform.providers.claude.content import told_in
from etl.transform.providers.claude.state import State
from etl.transform.providers.claude.tool_blocks import tool_result, tool_use
from etl.transform.providers.claude.wording import meet, say, written
from etl.transform.providers.coerce import as_json, items, mapping, micros, text, whole

Reader = Callable[[Message, list[Any], State], None]

_KINDS = {"web_search_citation": "webpage"}


def unknown(row: Message, blocks: list[Any], state: State) -> None:
    """Keep the raw JSON of a block nobody has told us of, and such text as is plain to see."""
    (block,) = blocks
    state.notes.odd("unknown content type", row.node_id, row.content_type or "none")
    if type(block) is dict:
        meet(row, block, state)
        say(row, [block.get("text")])
    row.kind = "unknown"
    row.raw_content = as_json(block)
    if row.raw_content is None:
        state.notes.lost("content nested too deep to keep", row.node_id)


def _text(row: Message, blocks: list[Any], state: State) -> None:
    row.kind = "text" if blocks else "empty"
    for block in reversed(blocks):
        meet(row, block, state)
    say(row, [written(row, block["text"], state) for block in blocks])
    if any(block.get("citations") for block in blocks):
        state.details += _citations(row.node_id, blocks)


def _citations(node_id: str, blocks: Sequence[Any]) -> Iterator[Citation]:
    """A row a citation; the spans of later blocks are moved to where their text stands in the row's."""
    ordinal = begin = 0
    for block in blocks:
        for entry in items(block.get("citations")):
            if isinstance(entry, dict):
                yield _citation(entry, node_id, ordinal, begin)
                ordinal += 1
        begin += len(block["text"]) + 1 if type(block["text"]) is str else 0


def _citation(entry: dict[str, Any], node_id: str, ordinal: int, begin: int) -> Citation:
    details = mapping(entry.get("details"))
    kind = text(details.get("type")) or text(entry.get("type")) or "unknown"
    start, end = whole(entry.get("start_index")), whole(entry.get("end_index"))
    return Citation(
        node_id,
        ordinal,
        _KINDS.get(kind, kind),
        "citations",
        url=text(details.get("url")) or text(entry.get("url")),
        title=text(entry.get("title")) or text(details.get("title")),
        quote=text(details.get("cited_text")) or text(entry.get("cited_text")),
        start_index=None if start is None else whole(start + begin),
        end_index=None if end is None else whole(end + begin),
    )


def _tagged(row: Message, thoughts: list[Any], state: State) -> None:
    """Thinking that stood in the text, between tags (2024)."""
    row.kind, row.content_type = "thoughts", "text"
    fields.see(state.shapes, "content_type", ("text",))
    say(row, thoughts)


def _thinking(row: Message, blocks: list[Any], state: State) -> None:
    """The two times of the block are how long the model thought. Without words of its own its summaries are told."""
    (block,) = blocks
    meet(row, block, state)
    row.kind = "thoughts"
    summaries = [mapping(one).get("summary") for one in items(block.get("summaries"))]
    say(row, [block.get("thinking")])
    if not row.text:
        say(row, summaries)
    elif any(summaries):
        row.omitted = "summaries: shown while it thought"
    started, stopped = micros(block.get("start_timestamp")), micros(block.get("stop_timestamp"))
    if started is not None and stopped is not None and stopped >= started:
        row.thinking_seconds = (stopped - started) / 1_000_000


def _voice(row: Message, blocks: list[Any], state: State) -> None:
    (block,) = blocks
    meet(row, block, state)
    row.kind, row.is_voice = "audio", True
    say(row, [_note(row, block, 0, state)])


def _note(row: Message, block: Mapping[str, Any], ordinal: int, state: State) -> str | None:
    """The words of a recording, which becomes an attachment."""
    told = text(block.get("transcript")) or text(block.get("text"))
    direction = "in" if row.role == "user" else "out"
    note = Attachment(row.node_id, ordinal, "audio", "voice_note", direction=direction, transcript=told)
    note.file_name = text(block.get("title"))
    state.details.append(note)
    return told


def _words(row: Message, blocks: list[Any], state: State) -> None:
    """What a person typed and said in one message. A recording whose words were typed as well adds none."""
    notes = [block for block in blocks if block.get("type") == "voice_note"]
    texts = [block for block in blocks if block.get("type") != "voice_note" and block.get("text")]
    row.content_type = "text" if texts or not notes else "voice_note"
    _text(row, texts, state)
    typed = {block["text"] for block in texts if type(block["text"]) is str}
    for ordinal, note in enumerate(notes):
        fields.see(state.shapes, "content", note)
        fields.see(state.shapes, "content_type", ("voice_note",))
        told = _note(row, note, ordinal, state)
        if told and told not in typed:
            row.text = f"{row.text}\n{told}" if row.text else told
            row.characters += len(told)
        row.kind, row.is_voice = "text" if texts else "audio", True


def _context(row: Message, blocks: list[Any], state: State) -> None:
    """What the product put into the prompt: a date, what it remembers. The model reads it, nobody wrote it."""
    (block,) = blocks
    meet(row, block, state)
    row.role, row.kind, row.is_hidden = "system", "context", True
    row.source_title = text(block.get("injection_source"))
    say(row, [written(row, block.get("prompt"), state) if block.get("prompt") else block.get("text")])


def _compaction(row: Message, blocks: list[Any], state: State) -> None:
    """The product's summary of a talk that became too long, which it sends instead of what was said."""
    (summary,) = blocks
    row.role, row.kind, row.content_type, row.is_hidden = "system", "context", "compaction_summary", True
    pieces = [one if type(one) is str else mapping(one).get("text") for one in items(summary) or [summary]]
    say(row, pieces)
    if not row.text:
        row.raw_content = as_json(summary)


def _document(row: Message, blocks: list[Any], state: State) -> None:
    """The text of a file that was sent: part of the prompt, but not the person's words."""
    (file,) = blocks
    row.kind, row.is_hidden, row.source_title = "quote", True, text(file.get("title"))
    row.content_type = "document"
    say(row, [told_in(file)])


def _attachment(row: Message, entries: list[Any], state: State) -> None:
    """What was pasted or uploaded as text: part of the prompt, but not the person's words."""
    (entry,) = entries
    row.kind, row.content_type, row.is_hidden = "quote", "attachment", True
    row.source_title = text(entry.get("file_name"))
    say(row, [entry["extracted_content"]])


def _interjection(row: Message, blocks: list[Any], state: State) -> None:
    """What a person typed while the model worked: a message of its own, within the model's."""
    (block,) = blocks
    meet(row, block, state)
    row.role, row.kind = "user", "text"
    row.message_id = text(block.get("id")) or row.node_id
    row.created_at = micros(block.get("timestamp")) or row.created_at
    told = [block.get("text"), block.get("message")]
    say(row, told[:1] if told[0] else told)
    if not row.text:
        row.raw_content = as_json(block)


READERS: Mapping[str, Reader] = {
    "text": _text,
    "#tagged": _tagged,
    "thinking": _thinking,
    "redacted_thinking": _thinking,
    "tool_use": tool_use,
    "tool_result": tool_result,
    "voice_note": _voice,
    "injected_prompt_block": _context,
    "user_interjection": _interjection,
    "#words": _words,
    "#attachment": _attachment,
    "#document": _document,
    "#compaction": _compaction,
}
"""How each known group of blocks is read."""
