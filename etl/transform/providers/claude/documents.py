"""Artifacts: documents that the model writes beside the chat, by tools or, in 2024, by tags in its text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from etl.rows.details import Document, ToolCall
from etl.rows.message import Message
from etl.transform.providers.coerce import as_json, mapping, text
from etl.transform.providers.tool_uses import Use

_TOOL = "artifacts"
_FILE_TOOLS = {"create_file": "create", "str_replace": "update"}
_PUBLISHED = re.compile(r"claude\.ai/code/artifact/([\w-]{36})")
_LOOKED_AT = 100_000
"""Characters of a call in which the address of what it publishes is looked for."""
_EDIT = ("old_str", "new_str")
_BEGIN, _END = re.compile(r"<antArtifact\b"), "</antArtifact>"
_ATTRIBUTE = re.compile(r"""(?<![\w-])([\w-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")


def of_calls(calls: Sequence[tuple[ToolCall, Use]]) -> Iterator[Document]:
    """The steps of calls to the tools: a create or rewrite has the whole content, an update its edit as JSON.

    A file that the model keeps where it runs code is a document as well, named by its path; a call that failed did
    nothing to it.
    """
    for call, use in calls:
        if use.call is None:
            continue
        if use.name == _TOOL:
            yield _step(call.node_id, mapping(use.given))
        elif use.name in _FILE_TOOLS and not use.is_failed and text(mapping(use.given).get("path")):
            yield _file_step(call.node_id, _FILE_TOOLS[use.name], mapping(use.given))


def published(block: Mapping[str, Any], node_id: str) -> Iterator[Document]:
    """A step for what a call or its result says was published: frames.py reads it, by the same id."""
    named = text(mapping(block.get("structured_content")).get("artifact_id"))
    named = text(mapping(block.get("display_content")).get("published_artifact_id")) or named
    if named is None and block.get("name") == "Artifact":
        found = _PUBLISHED.search((as_json(block.get("input")) or "")[:_LOOKED_AT])
        named = found[1] if found else None
    if named is not None:
        yield Document(node_id, 0, "publish", document_id=named)


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


def _file_step(node_id: str, action: str, given: Mapping[str, Any]) -> Document:
    path = text(given.get("path")) or ""
    edit = {name: given[name] for name in _EDIT if name in given}
    content = text(given.get("file_text")) if action == "create" else as_json(edit)
    return Document(node_id, 0, action, document_id=path, title=PurePosixPath(path).name or path, content=content)


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
