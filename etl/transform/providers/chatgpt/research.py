"""Deep Research of 2026: its report is no answer in the tree, it stands in the state of a widget, as JSON text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from etl.rows.details import Citation, Detail
from etl.rows.message import Message
from etl.transform.providers.chatgpt import citations
from etl.transform.providers.coerce import from_json, items, mapping, text

_CARRIER = "The latest state of the widget is:"
"""How the text of a tool's message begins that is such a state."""


def read_report(message: Message, metadata: Mapping[str, Any], details: list[Detail]) -> None:
    """Give a tool's message the words and the sources of the report that its metadata hold, or its text.

    Such a message is the result of a task of Deep Research, and is shown: the product shows the report.
    """
    report = next(_reports(metadata), None)
    if report is None and message.text.startswith(_CARRIER):
        report = _report(message.text[len(_CARRIER) :].strip())
        if report is not None:
            message.text, message.characters = "", 0
            message.omitted = "text: the state of the widget, but for the report in it"
    if report is not None:
        _take(message, report, details)


def show_once(messages: Sequence[Message]) -> None:
    """Hide the further copies of a report: several messages may hold the same state."""
    seen: set[tuple[str | None, str]] = set()
    for message in messages:
        if message.is_async_result and message.role == "tool":
            key = message.async_task_id, message.text
            message.is_hidden = message.is_hidden or key in seen
            seen.add(key)


def _reports(metadata: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    kit = mapping(metadata.get("chatgpt_sdk"))
    answer = mapping(kit.get("tool_response_metadata"))
    for holder in (kit.get("widget_state"), answer.get("venus_widget_state"), metadata.get("venus_widget_state")):
        report = _report(holder)
        if report is not None:
            yield report


def _report(state: object) -> Mapping[str, Any] | None:
    held = mapping(from_json(state) if type(state) is str else state)
    report = held.get("report_message")
    return report if type(report) is dict and _words(report) else None


def _words(report: Mapping[str, Any]) -> str:
    content = mapping(report.get("content"))
    pieces = [text(part) or text(mapping(part).get("text")) or "" for part in items(content.get("parts"))]
    return "\n".join(filter(None, pieces)) or text(content.get("text")) or ""


def _take(message: Message, report: Mapping[str, Any], details: list[Detail]) -> None:
    told, behind = _words(report), mapping(report.get("metadata"))
    begin = len(message.text) + 1 if message.text else 0
    message.text = f"{message.text}\n{told}" if message.text else told
    message.characters += len(told)
    message.is_async_result, message.is_hidden, message.kind = True, False, "tool_output"
    message.async_task_id = message.async_task_id or text(report.get("id")) or message.node_id
    message.model_slug = message.model_slug or text(behind.get("model_slug"))
    rows = list(citations.of_citations(behind.get("citations"), message.node_id))
    rows += citations.of_references(behind.get("content_references"), message.node_id)
    ordinal = sum(type(row) is Citation for row in details)
    for place, row in enumerate(rows, ordinal):
        row.ordinal = place
        row.start_index = None if row.start_index is None else row.start_index + begin
        row.end_index = None if row.end_index is None else row.end_index + begin
    details += rows
