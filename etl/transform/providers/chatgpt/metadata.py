"""Rare keys of a message's metadata, a reader each. Ordinary messages have none and pay nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from etl.rows.details import Attachment, Citation, Detail
from etl.rows.message import Message
from etl.transform.providers.chatgpt import citations
from etl.transform.providers.chatgpt.head import is_gpt
from etl.transform.providers.coerce import decimal, items, joined, long, text, total
from etl.transform.providers.issues import MISFIT, Notes

Metadata = Mapping[str, Any]
Reader = Callable[[Message, Metadata, list[Detail]], bool]
"""Fills a message from one key, or adds to its details; False if the key's value is not understood."""


def read_metadata(
    message: Message, metadata: Metadata, names: tuple[str, ...], details: list[Detail], notes: Notes
) -> None:
    """Fill a message from the rare keys ``names`` of its metadata; its own ``details`` grow."""
    for name in names:
        if metadata[name] and not READERS[name](message, metadata, details):
            notes.lost(MISFIT, message.node_id, f"metadata.{name}")


def _attachments(message: Message, metadata: Metadata, details: list[Detail]) -> bool:
    """Files given with a message; a picture that is also one of its parts completes that part's row."""
    parts = {row.file_id: row for row in details if type(row) is Attachment and row.file_id}
    ordinal = sum(type(row) is Attachment for row in details)
    told: list[int] = []
    for entry in items(metadata["attachments"]):
        if not isinstance(entry, dict):
            continue
        file_id = text(entry.get("id"))
        row = parts.get(file_id or "")
        if row is None:
            row = Attachment(message.node_id, ordinal, "file", "attachments", file_id=file_id)
            ordinal += 1
            details.append(row)
        _complete(row, entry)
        if row.tokens_reported is not None:
            told.append(row.tokens_reported)
    if told:
        message.file_tokens_reported = total(told)
    return isinstance(metadata["attachments"], list)


def _complete(row: Attachment, entry: Metadata) -> None:
    row.file_name = text(entry.get("name")) or row.file_name
    row.mime_type = text(entry.get("mime_type")) or text(entry.get("mimeType")) or row.mime_type
    row.bytes = long(entry.get("size")) if row.bytes is None else row.bytes
    row.width = long(entry.get("width")) if row.width is None else row.width
    row.height = long(entry.get("height")) if row.height is None else row.height
    row.tokens_reported = long(entry.get("file_token_size", entry.get("fileTokenSize")))
    general = (row.mime_type or "").partition("/")[0]
    if row.kind == "file" and general in ("image", "audio", "video"):
        row.kind = general


def _citations(message: Message, metadata: Metadata, details: list[Detail]) -> bool:
    _cite(message, metadata, details)
    return isinstance(metadata["citations"], list)


def _references(message: Message, metadata: Metadata, details: list[Detail]) -> bool:
    if not metadata.get("citations"):
        _cite(message, metadata, details)
    return isinstance(metadata["content_references"], list)


def _cite(message: Message, metadata: Metadata, details: list[Detail]) -> None:
    """Both kinds of sources in one numbering."""
    rows = list(citations.of_citations(metadata.get("citations"), message.node_id))
    rows += citations.of_references(metadata.get("content_references"), message.node_id)
    for ordinal, row in enumerate(rows, sum(type(row) is Citation for row in details)):
        row.ordinal = ordinal
    details += rows


def _hidden(message: Message, metadata: Metadata, details: list[Detail]) -> bool:
    message.is_hidden = metadata["is_visually_hidden_from_conversation"] is True
    return message.is_hidden


def _user_context(message: Message, metadata: Metadata, details: list[Detail]) -> bool:
    message.is_user_context = metadata["is_user_system_message"] is True
    return message.is_user_context


def _finish(message: Message, metadata: Metadata, details: list[Detail]) -> bool:
    finish = metadata["finish_details"]
    if type(finish) is dict:
        message.finish_type = text(finish.get("type"))
        stops = finish.get("stop_tokens")
        if type(stops) is list and stops and type(stops[0]) is int:
            message.encoding_witness = _WITNESSES.get(stops[0])
        return True
    return False


def _voice(message: Message, metadata: Metadata, details: list[Detail]) -> bool:
    message.is_voice = True
    return True


def _async_result(message: Message, metadata: Metadata, details: list[Detail]) -> bool:
    message.is_async_result = metadata["is_async_task_result_message"] is True
    return message.is_async_result


def _gizmo(message: Message, metadata: Metadata, details: list[Detail]) -> bool:
    name = text(metadata["gizmo_id"])
    message.gpt_id = name if is_gpt(name) else None
    return name is not None


def _reasoning_times(message: Message, metadata: Metadata, details: list[Detail]) -> bool:
    start, end = decimal(metadata.get("reasoning_start_time")), decimal(metadata["reasoning_end_time"])
    if start is not None and end is not None and end >= start:
        message.thinking_seconds = end - start
    return end is not None


def _into(column: str, key: str, read_value: Callable[[object], object]) -> Reader:
    """A reader that stores one key in one column."""

    def reader(message: Message, metadata: Metadata, details: list[Detail]) -> bool:
        value = read_value(metadata[key])
        setattr(message, column, value)
        return value is not None

    return reader


_WITNESSES = dict.fromkeys(range(100_257, 100_277), "cl100k_base") | dict.fromkeys(
    range(199_998, 201_088), "o200k_base"
)
"""The special tokens of each encoding: a stop token proves which one a model used."""

READERS: Mapping[str, Reader] = {
    "attachments": _attachments,
    "finish_details": _finish,
    "is_user_system_message": _user_context,
    "is_visually_hidden_from_conversation": _hidden,
    "citations": _citations,
    "content_references": _references,
    "voice_mode_message": _voice,
    "bidi_voice_mode_message": _voice,
    "real_time_audio_has_video": _voice,
    "is_async_task_result_message": _async_result,
    "gizmo_id": _gizmo,
    "reasoning_end_time": _reasoning_times,
    "async_task_id": _into("async_task_id", "async_task_id", text),
    "command": _into("command", "command", text),
    "finished_duration_sec": _into("duration_seconds", "finished_duration_sec", decimal),
    "requested_model_slug": _into("requested_model_slug", "requested_model_slug", text),
    "resolved_model_slug": _into("resolved_model_slug", "resolved_model_slug", text),
    "system_hints": _into("system_hints", "system_hints", joined),
    "thinking_effort": _into("thinking_effort", "thinking_effort", text),
    "token_count": _into("tokens_reported", "token_count", long),
    "turn_exchange_id": _into("turn_exchange_id", "turn_exchange_id", text),
}
"""How each rare key is read."""
