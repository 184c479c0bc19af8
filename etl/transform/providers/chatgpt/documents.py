"""Canvas: documents that a model writes beside the chat, by calls to canmore.* tools."""

from collections.abc import Mapping, Sequence
from typing import Any

from etl.rows.details import Document, ToolCall
from etl.rows.message import Message
from etl.transform.providers.coerce import as_json, from_json, mapping, text, whole

_ACTIONS = {"create_textdoc": "create", "update_textdoc": "update", "comment_textdoc": "comment"}


def read_documents(messages: Sequence[Message], nodes: Mapping[str, Any], calls: Sequence[ToolCall]) -> list[Document]:
    """The steps in the life of a conversation's documents.

    A create has the document's content, an update its patterns and a comment its comments as JSON. Ids and
    versions stand with the tool's answer. A message that only refers to a document makes a 'reference'.
    """
    canvases = {one.node_id: found for one in messages if (found := _canvas(nodes[one.node_id]))}
    uses = [call for call in calls if call.category == "canvas"]
    if not canvases and not uses:
        return []
    by_node = {message.node_id: message for message in messages}
    rows = []
    for call in uses:
        own = canvases.pop(call.node_id, {})
        answer = canvases.pop(call.result_node_id or "", {})
        rows.append(_step(call, {**answer, **own}, by_node[call.node_id]))
    rows += [_described("reference", node_id, canvas) for node_id, canvas in canvases.items()]
    return rows


def _canvas(node: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(mapping(node["message"].get("metadata")).get("canvas"))


def _step(call: ToolCall, canvas: Mapping[str, Any], message: Message) -> Document:
    action = _ACTIONS.get(call.tool_name.rpartition(".")[2], call.tool_name.rpartition(".")[2])
    row = _described(action, call.node_id, canvas)
    arguments = mapping(from_json(message.text)) if call.call_node_id else {}
    row.title = row.title or text(arguments.get("name"))
    row.document_type = row.document_type or text(arguments.get("type"))
    if action == "create":
        row.content = text(arguments.get("content"))
    else:
        steps = arguments.get("updates") or arguments.get("comments")
        row.content = as_json(steps) if steps else None
    return row


def _described(action: str, node_id: str, canvas: Mapping[str, Any]) -> Document:
    return Document(
        node_id,
        0,
        action,
        document_id=text(canvas.get("textdoc_id")),
        document_type=text(canvas.get("textdoc_type")),
        title=text(canvas.get("title")),
        version=whole(canvas.get("version")),
    )
