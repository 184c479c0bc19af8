"""Artifacts: documents that the model writes beside the chat, by a tool or, in 2024, by tags in its text."""

from collections.abc import Iterator, Sequence
from typing import Any

from etl.rows.details import Document, ToolCall
from etl.rows.message import Message
from etl.transform.providers.claude import tags
from etl.transform.providers.claude.tools import Use
from etl.transform.providers.coerce import as_json, mapping, text

_TOOL = "artifacts"
_EDIT = ("old_str", "new_str")


def of_calls(calls: Sequence[tuple[ToolCall, Use]]) -> Iterator[Document]:
    """The steps of calls to the tool: a create or rewrite has the whole content, an update its edit as JSON."""
    for call, use in calls:
        if use.name == _TOOL and use.call is not None:
            yield _step(call.node_id, mapping(use.given))


def of_tags(messages: Sequence[Message]) -> Iterator[Document]:
    """The steps that stand in texts, in tour order: the whole content each time, which stays in the text as well.

    The first of an identifier is its create, each further one a rewrite.
    """
    known: set[str] = set()
    for row in messages:
        if row.role != "assistant" or row.kind != "text" or "<antArtifact" not in row.text:
            continue
        for ordinal, artifact in enumerate(tags.artifacts(row.text)):
            name = artifact.document_id
            action = "rewrite" if name in known else "create"
            if name is not None:
                known.add(name)
            yield Document(row.node_id, ordinal, action, *artifact[:3], content=artifact.content)


def _step(node_id: str, given: Any) -> Document:
    content = text(given.get("content"))
    edit = {name: given[name] for name in _EDIT if name in given}
    return Document(
        node_id,
        0,
        text(given.get("command")) or "unknown",
        document_id=text(given.get("id")),
        document_type=text(given.get("type")),
        title=text(given.get("title")),
        content=content if content is not None or not edit else as_json(edit),
    )
