"""The parts of a message as Gemini's API has them: text, thoughts, calls of functions and what these answered."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from etl.rows.message import Message
from etl.rows.types import Micros
from etl.transform.providers.coerce import as_json, items, mapping, text
from etl.transform.providers.talk import LAST, Talk

PARTS = frozenset({"text", "functionCall", "functionResponse", "inlineData", "fileData", "thought", "thoughtSignature"})
"""The fields that a part is known to have."""


class Parts(NamedTuple):
    """A message taken apart; ``others`` are parts that nobody knows."""

    said: list[Any]
    thoughts: list[Any]
    calls: list[Mapping[str, Any]]
    answers: list[Mapping[str, Any]]
    files: list[Mapping[str, Any]]
    others: list[Any]


def taken_apart(content: object) -> Parts:
    """The parts of a content, which may be a text, a part, or a list of both."""
    found = Parts([], [], [], [], [], [])
    for part in [content] if isinstance(content, str | dict) else items(content):
        held = mapping(part)
        if isinstance(part, str):
            found.said.append(part)
        elif isinstance(held.get("functionCall"), dict):
            found.calls.append(held["functionCall"])
        elif isinstance(held.get("functionResponse"), dict):
            found.answers.append(held["functionResponse"])
        elif isinstance(held.get("inlineData") or held.get("fileData"), dict):
            found.files.append(held.get("inlineData") or held["fileData"])
        elif "text" in held:
            (found.thoughts if held.get("thought") is True else found.said).append(held["text"])
        elif part is not None and held.keys() - {"thought", "thoughtSignature"}:
            found.others.append(part)
    return found


def attach(talk: Talk, row: Message, files: list[Mapping[str, Any]]) -> None:
    """The files of a message; their bytes are not kept."""
    for held in files:
        kind = text(held.get("mimeType")) or ""
        name = text(held.get("displayName")) or text(held.get("fileUri"))
        talk.attach(
            row, "image" if kind.startswith("image/") else "file", "parts", file_name=name, mime_type=kind or None
        )
    if files:
        row.omitted = "data: the file itself"


def answer(talk: Talk, node: str, told: Mapping[str, Any], at: Micros | None, is_failed: bool | None = None) -> Message:
    """The row of what a function answered; it failed where its answer is an error, unless that is known."""
    held = mapping(told.get("response"))
    words = next((held[name] for name in ("output", "error", "content") if held.get(name) not in (None, "")), None)
    words = words if isinstance(words, str) else as_json(held) if held else None
    failed = "error" in held and "output" not in held if is_failed is None else is_failed
    return talk.result(node, text(told.get("name")), words, text(told.get("id")), at, failed)


def model_rows(talk: Talk, own: str, found: Parts, at: Micros | None, parent: str | None = LAST) -> list[Message]:
    """The rows of what a model wrote, one below the other: thoughts, text, calls; at least one.

    ``own`` is the id of its text; where nothing was said, of its last row.
    """
    rows: list[Message] = []
    is_said = any(found.said) or bool(found.others)
    if any(found.thoughts):
        node = f"{own}/thoughts" if is_said or found.calls else own
        rows.append(talk.add(node, "assistant", found.thoughts, at, "thoughts", parent))
    if is_said or not (rows or found.calls):
        rows.append(talk.add(own, "assistant", found.said, at, parent=LAST if rows else parent))
        if found.others:
            talk.keep(rows[-1], found.others)
            rows[-1].kind = "text" if rows[-1].text else "unknown"
    for place, one in enumerate(found.calls):
        node = own if place == len(found.calls) - 1 and not is_said else f"{own}/call{place}"
        name, call_id = text(one.get("name")), text(one.get("id"))
        rows.append(talk.call(node, name, one.get("args"), call_id, at, LAST if rows else parent))
    for row in rows:
        row.message_id = own
    return rows
