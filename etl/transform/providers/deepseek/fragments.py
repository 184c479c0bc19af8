"""One message -> its rows: what the person sent, files, thoughts, searches and pages, answers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from etl.rows.details import Attachment
from etl.rows.message import Message
from etl.transform.providers.coerce import as_json, decimal, items, long, mapping, micros, text
from etl.transform.providers.deepseek.reading import Reading
from etl.transform.providers.deepseek.tools import TOOLS, read_tool
from etl.transform.providers.placement import unused

Reader = Callable[[Message, Mapping[str, Any], Reading], None]

_EMPTY = {"type": "RESPONSE"}


def read(name: str, raw: Mapping[str, Any], taken: set[str], reading: Reading) -> list[Message]:
    """The rows of a node's message, at least one, each below the one before. ``taken`` are ids not to be used.

    What a person sent is one row, the last: its words, and the files that came with them. The text of files stands
    before it, hidden. Of what the model says in one message the last is the answer, before it is commentary.
    """
    reading.see("message", raw)
    found = [one for one in items(raw.get("fragments")) if one is not None]
    if not found and isinstance(raw.get("fragments"), str | dict):
        reading.notes.odd("fragments is not a list", name)
        found = [raw["fragments"]]
    is_sent = any(mapping(one).get("type") in ("REQUEST", "FILE") for one in found) or raw.get("role") == "USER"
    ordered = _sent(found) if is_sent else found
    rows: list[Message] = []
    last = max(len(ordered) - 1, 0)
    for number, fragment in enumerate(ordered or [_EMPTY]):
        row = Message(name if number == last else _node(name, number, taken), name)
        row.parent_id = rows[-1].node_id if rows else None
        row.created_at = micros(raw.get("inserted_at"))
        _fill(row, fragment, reading)
        if row.role == "assistant":
            row.model_slug = reading.notes.text(raw, "model", name)
        row.in_context = row.text != "" and row.kind not in ("thoughts", "recap")
        rows.append(row)
    if not ordered:
        rows[0].role, rows[0].kind, rows[0].content_type, rows[0].model_slug = None, "empty", None, None
    for row in rows if is_sent else ():
        row.is_hidden = row.is_hidden or (row.role in (None, "user") and row.content_type != "REQUEST")
    _answer_once(rows)
    _files([raw, *(one for one in map(mapping, found) if one.get("type") == "FILE")], rows[-1], reading)
    return rows


def _node(name: str, number: int, taken: set[str]) -> str:
    node = unused(f"{name}/{number}", taken)
    taken.add(node)
    return node


def _sent(found: list[Any]) -> list[Any]:
    """The fragments of a person's message: all words in one, the last; files that have no text are no row."""
    asked = [mapping(one) for one in found if mapping(one).get("type") == "REQUEST"]
    others = [one for one in found if mapping(one).get("type") != "REQUEST"]
    others = [one for one in others if mapping(one).get("type") != "FILE" or mapping(one).get("content")]
    words = [one.get("content") for one in asked if one.get("content")]
    first = asked[0] if asked else {"type": "REQUEST"}
    whole = words[0] if len(words) == 1 else "\n".join(one if type(one) is str else as_json(one) or "" for one in words)
    return [*others, {**first, "content": whole} if words else first]


def _answer_once(rows: list[Message]) -> None:
    said = [row for row in rows if row.role == "assistant" and row.kind in ("text", "unknown")]
    said.sort(key=lambda row: row.kind != "unknown")
    for row in said[:-1]:
        row.channel = "commentary"


def _fill(row: Message, fragment: Any, reading: Reading) -> None:
    held = mapping(fragment)
    kind = text(held.get("type"))
    reading.see("content", held)
    reading.see("content_type", (kind,) if kind else ())
    row.content_type = kind
    reader = READERS.get(kind or "")
    if reader is None:
        reading.notes.odd("unknown content type", row.node_id, kind or "none")
        reading.keep(row, fragment)
        reading.say(row, held.get("content"))
    else:
        reader(row, held, reading)


def _spoken(role: str, kind: str) -> Reader:
    def reader(row: Message, held: Mapping[str, Any], reading: Reading) -> None:
        reading.say(row, held.get("content"))
        row.role, row.kind = role, kind if row.text else "empty"
        if kind == "thoughts":
            row.kind, row.thinking_seconds = kind, decimal(held.get("elapsed_secs"))

    return reader


def _tip(row: Message, held: Mapping[str, Any], reading: Reading) -> None:
    """What the product tells the person beside the talk: neither the person's nor the model's."""
    row.role, row.kind, row.is_hidden = "system", "recap", True
    reading.say(row, held.get("content"))


def _file(row: Message, held: Mapping[str, Any], reading: Reading) -> None:
    """The text of a file: part of the prompt, but not the person's words."""
    row.role, row.kind, row.is_hidden = "user", "quote", True
    reading.say(row, held.get("content"))
    row.source_title = text(held.get("file_name"))


READERS: Mapping[str, Reader] = {
    "REQUEST": _spoken("user", "text"),
    "RESPONSE": _spoken("assistant", "text"),
    "TEMPLATE_RESPONSE": _spoken("assistant", "text"),
    "THINK": _spoken("assistant", "thoughts"),
    "FILE": _file,
    "TIP": _tip,
    **dict.fromkeys(TOOLS, read_tool),
}
"""How each known fragment is read."""


def _files(holders: Sequence[Mapping[str, Any]], row: Message, reading: Reading) -> None:
    """The files of a message and of its fragments, each once, on the message's last row."""
    told = [mapping(entry) for holder in holders for entry in items(holder.get("files"))]
    told += [holder for holder in holders if holder.get("type") == "FILE" and not holder.get("files")]
    seen: set[tuple[str | None, str | None]] = set()
    for held in told:
        file_id = text(held.get("id")) or text(held.get("file_id"))
        name = text(held.get("file_name")) or text(held.get("name"))
        if not held or (file_id, name) in seen or (file_id is None and any(name == known for _, known in seen)):
            continue
        seen.add((file_id, name))
        found = Attachment(row.node_id, row.files, "file", "files", file_id=file_id, file_name=name, direction="in")
        found.bytes = long(held.get("file_size"))
        reading.details.append(found)
        row.files += 1
    if row.files and row.kind == "empty":
        row.kind = "file"
