"""The blocks of a message, a reader each: which fields bear text, and what stays outside the text and why."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from etl.rows.details import Attachment, Citation
from etl.rows.message import Message
from etl.transform.providers.claude import fields
from etl.transform.providers.claude.content import told_in
from etl.transform.providers.claude.documents import published
from etl.transform.providers.claude.results import read_result
from etl.transform.providers.claude.state import State
from etl.transform.providers.claude.tool_kinds import category
from etl.transform.providers.coerce import as_json, items, mapping, micros, text, whole
from etl.transform.providers.tool_uses import Use

Reader = Callable[[Message, list[Any], State], None]

_UNNAMED = "unknown"
_KINDS = {"web_search_citation": "webpage"}


def unknown(row: Message, blocks: list[Any], state: State) -> None:
    """Keep the raw JSON of a block nobody has told us of, and such text as is plain to see."""
    (block,) = blocks
    state.notes.odd("unknown content type", row.node_id, row.content_type or "none")
    if type(block) is dict:
        _open(row, block, state)
        _say(row, [block.get("text")])
    row.kind = "unknown"
    row.raw_content = as_json(block)
    if row.raw_content is None:
        state.notes.lost("content nested too deep to keep", row.node_id)


def _open(row: Message, block: Mapping[str, Any], state: State) -> None:
    """Count a block, and take its own time where it has one."""
    fields.see(state.shapes, "content", block)
    fields.see(state.shapes, "content_type", (row.content_type,) if row.content_type else ())
    if row.role == "assistant" and block.get("start_timestamp") is not None:
        started = micros(block["start_timestamp"])
        row.created_at = row.created_at if started is None else started


def _say(row: Message, pieces: list[Any]) -> None:
    """Give a row its text: the pieces that are text."""
    told = [piece for piece in pieces if type(piece) is str and piece]
    row.text = told[0] if len(told) == 1 else "\n".join(told)
    row.characters = sum(map(len, told))


def _text(row: Message, blocks: list[Any], state: State) -> None:
    row.kind = "text" if blocks else "empty"
    for block in reversed(blocks):
        _open(row, block, state)
    _say(row, [_told(row, block["text"], state) for block in blocks])
    if any(block.get("citations") for block in blocks):
        state.details += _citations(row.node_id, blocks)


def _told(row: Message, value: Any, state: State) -> str | None:
    if type(value) is str:
        return value
    state.notes.odd("a text field holds something else", row.node_id, "text")
    written = as_json(value)
    if written is None:
        state.notes.lost("a field nested too deep to keep", row.node_id, "text")
    return written


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
    _say(row, thoughts)


def _thinking(row: Message, blocks: list[Any], state: State) -> None:
    """The two times of the block are how long the model thought. Without words of its own its summaries are told."""
    (block,) = blocks
    _open(row, block, state)
    row.kind = "thoughts"
    summaries = [mapping(one).get("summary") for one in items(block.get("summaries"))]
    _say(row, [block.get("thinking")])
    if not row.text:
        _say(row, summaries)
    elif any(summaries):
        row.omitted = "summaries: shown while it thought"
    started, stopped = micros(block.get("start_timestamp")), micros(block.get("stop_timestamp"))
    if started is not None and stopped is not None and stopped >= started:
        row.thinking_seconds = (stopped - started) / 1_000_000


def _tool_use(row: Message, blocks: list[Any], state: State) -> None:
    (block,) = blocks
    _open(row, block, state)
    name = state.notes.text(block, "name", row.node_id) or _UNNAMED
    given = block.get("input")
    arguments = given if type(given) is str or given is None else as_json(given)
    if arguments is None and given is not None:
        state.notes.lost("a field nested too deep to keep", row.node_id, "input")
    row.role, row.recipient, row.kind = "assistant", name, "code"
    _say(row, [arguments])
    if block.get("display_content"):
        row.omitted = "display_content: shows the input"
    use = Use(name, category(name, block), row, asked_at=micros(block.get("stop_timestamp")))
    use.is_timed = use.asked_at is not None or micros(block.get("start_timestamp")) is not None
    state.uses.ask(text(block.get("id")), use, given)
    state.details += published(block, row.node_id)


def _tool_result(row: Message, blocks: list[Any], state: State) -> None:
    (block,) = blocks
    _open(row, block, state)
    name = state.notes.text(block, "name", row.node_id)
    row.role, row.author_name, row.kind = "tool", name, "tool_output"
    found = read_result(block, row.node_id, state)
    _say(row, found.pieces)
    row.raw_content = found.raw
    row.omitted = "; ".join(found.omitted) or None
    row.files, row.images = found.files, found.images
    started, stopped = micros(block.get("start_timestamp")), micros(block.get("stop_timestamp"))
    row.created_at = row.created_at if started is None else started
    use = state.uses.answer(text(block.get("tool_use_id")), name, lambda: _orphan(name, block), row)
    use.add(row, stopped if stopped is not None else started, block.get("is_error") is True)
    state.details += published(block, row.node_id)


def _orphan(name: str | None, block: Mapping[str, Any]) -> Use:
    return Use(name or _UNNAMED, category(name or _UNNAMED, block))


def _voice(row: Message, blocks: list[Any], state: State) -> None:
    (block,) = blocks
    _open(row, block, state)
    row.kind, row.is_voice = "audio", True
    _say(row, [_note(row, block, 0, state)])


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
    _open(row, block, state)
    row.role, row.kind, row.is_hidden = "system", "context", True
    row.source_title = text(block.get("injection_source"))
    _say(row, [_told(row, block.get("prompt"), state) if block.get("prompt") else block.get("text")])


def _compaction(row: Message, blocks: list[Any], state: State) -> None:
    """The product's summary of a talk that became too long, which it sends instead of what was said."""
    (summary,) = blocks
    row.role, row.kind, row.content_type, row.is_hidden = "system", "context", "compaction_summary", True
    pieces = [one if type(one) is str else mapping(one).get("text") for one in items(summary) or [summary]]
    _say(row, pieces)
    if not row.text:
        row.raw_content = as_json(summary)


def _document(row: Message, blocks: list[Any], state: State) -> None:
    """The text of a file that was sent: part of the prompt, but not the person's words."""
    (file,) = blocks
    row.kind, row.is_hidden, row.source_title = "quote", True, text(file.get("title"))
    row.content_type = "document"
    _say(row, [told_in(file)])


def _attachment(row: Message, entries: list[Any], state: State) -> None:
    """What was pasted or uploaded as text: part of the prompt, but not the person's words."""
    (entry,) = entries
    row.kind, row.content_type, row.is_hidden = "quote", "attachment", True
    row.source_title = text(entry.get("file_name"))
    _say(row, [entry["extracted_content"]])


def _interjection(row: Message, blocks: list[Any], state: State) -> None:
    """What a person typed while the model worked: a message of its own, within the model's."""
    (block,) = blocks
    _open(row, block, state)
    row.role, row.kind = "user", "text"
    row.message_id = text(block.get("id")) or row.node_id
    row.created_at = micros(block.get("timestamp")) or row.created_at
    told = [block.get("text"), block.get("message")]
    _say(row, told[:1] if told[0] else told)
    if not row.text:
        row.raw_content = as_json(block)


READERS: Mapping[str, Reader] = {
    "text": _text,
    "#tagged": _tagged,
    "thinking": _thinking,
    "redacted_thinking": _thinking,
    "tool_use": _tool_use,
    "tool_result": _tool_result,
    "voice_note": _voice,
    "injected_prompt_block": _context,
    "user_interjection": _interjection,
    "#words": _words,
    "#attachment": _attachment,
    "#document": _document,
    "#compaction": _compaction,
}
"""How each known group of blocks is read."""
