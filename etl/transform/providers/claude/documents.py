"""Artifacts: documents that the model writes beside the chat, by a tool or, in 2024, by tags in its text."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from etl.rows.details import Document, ToolCall
from etl.rows.message import Message
from etl.transform.providers.coerce import as_json, mapping, text
from etl.transform.providers.tool_uses import Use

_TOOL = "artifacts"
_EDIT = ("old_str", "new_str")
_BEGIN, _END = re.compile(r"<antArtifact\b"), "</antArtifact>"
_ATTRIBUTE = re.compile(r"""(?<![\w-])([\w-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")


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
        for ordinal, artifact in enumerate(_tagged(row.text)):
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


class _Artifact(NamedTuple):
    """An artifact that stands in a text."""

    document_id: str | None
    document_type: str | None
    title: str | None
    content: str


def _tagged(told: str) -> Iterator[_Artifact]:
    """The artifacts in a text; one that was cut off goes to its end."""
    at = 0
    while (tag := _BEGIN.search(told, at)) and (inside := told.find(">", tag.end()) + 1):
        end = told.find(_END, inside)
        end = len(told) if end < 0 else end
        attributes = _ATTRIBUTE.findall(told[tag.end() : inside - 1])
        named = {name.lower(): double or single for name, double, single in attributes}
        identifier, kind, title = (named.get(name) or None for name in ("identifier", "type", "title"))
        yield _Artifact(identifier, kind, title, told[inside:end].strip("\n"))
        at = end + len(_END)
