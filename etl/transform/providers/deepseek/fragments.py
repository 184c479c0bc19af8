"""One message -> its rows, one a fragment: what the person asked, thoughts, searches, answers, files."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from etl.rows.details import Attachment, Citation, Detail, ToolCall
from etl.rows.message import Message
from etl.transform.providers.coerce import as_json, decimal, items, long, mapping, micros, text
from etl.transform.providers.issues import MOST_NAMES, Notes
from etl.transform.providers.placement import unused

_SEARCH = "web_search"
_EMPTY = {"type": "RESPONSE"}


@dataclass(slots=True)
class Reading:
    """What one conversation comes to, while it is being read."""

    notes: Notes
    details: list[Detail] = field(default_factory=list)
    fields: Counter[tuple[str, str]] = field(default_factory=Counter)

    def see(self, place: str, names: Iterable[str]) -> None:
        """Count one record by the names of its fields."""
        self.fields.update((place, name) for name in list(names)[:MOST_NAMES])


def read(name: str, raw: Mapping[str, Any], taken: set[str], reading: Reading) -> list[Message]:
    """The rows of a node's message, at least one, each below the one before. ``taken`` are ids not to be used."""
    reading.see("message", raw)
    found = [one for one in items(raw.get("fragments")) if one is not None]
    if not found and isinstance(raw.get("fragments"), str | dict):
        reading.notes.odd("fragments is not a list", name)
        found = [raw["fragments"]]
    rows: list[Message] = []
    last = max(len(found) - 1, 0)
    for number, fragment in enumerate(found or [_EMPTY]):
        row = Message(name if number == last else _node(name, number, taken), name)
        row.parent_id = rows[-1].node_id if rows else None
        row.created_at = micros(raw.get("inserted_at"))
        _fill(row, fragment, reading)
        if row.role == "assistant":
            row.model_slug = reading.notes.text(raw, "model", name)
        row.in_context = row.text != "" and row.kind != "thoughts"
        rows.append(row)
    if not found:
        rows[0].role, rows[0].kind, rows[0].content_type, rows[0].model_slug = None, "empty", None, None
    _files(raw, rows[-1], reading)
    return rows


def calls(messages: Sequence[Message]) -> Iterator[ToolCall]:
    """A row a search: the export shows what was found, not what was asked."""
    for ordinal, row in enumerate(one for one in messages if one.author_name == _SEARCH):
        yield ToolCall(
            ordinal,
            row.node_id,
            None,
            _SEARCH,
            "browse",
            result_node_id=row.node_id,
            results=1,
            result_characters=row.characters,
            status="success",
            started_at=row.created_at if row.created_at_basis == "message" else None,
            is_current=row.is_current,
        )


def _node(name: str, number: int, taken: set[str]) -> str:
    node = unused(f"{name}/{number}", taken)
    taken.add(node)
    return node


def _fill(row: Message, fragment: Any, reading: Reading) -> None:
    held = mapping(fragment)
    kind = text(held.get("type"))
    reading.see("content", held)
    reading.see("content_type", (kind,) if kind else ())
    row.content_type = kind
    reader = READERS.get(kind or "")
    if reader is None:
        reading.notes.odd("unknown content type", row.node_id, kind or "none")
        row.raw_content = as_json(fragment)
        if row.raw_content is None:
            reading.notes.lost("content nested too deep to keep", row.node_id)
        _say(row, held.get("content"), reading)
    else:
        reader(row, held, reading)


def _say(row: Message, value: object, reading: Reading) -> None:
    told = value if type(value) is str else None
    if told is None and value is not None:
        reading.notes.odd("a text field holds something else", row.node_id, "content")
        told = as_json(value)
        if told is None:
            reading.notes.lost("a field nested too deep to keep", row.node_id, "content")
    row.text = told or ""
    row.characters = len(row.text)


def _spoken(role: str, kind: str) -> Callable[[Message, Mapping[str, Any], Reading], None]:
    def reader(row: Message, held: Mapping[str, Any], reading: Reading) -> None:
        _say(row, held.get("content"), reading)
        row.role, row.kind = role, kind if row.text else "empty"
        if kind == "thoughts":
            row.kind, row.thinking_seconds = kind, decimal(held.get("elapsed_secs"))

    return reader


def _search(row: Message, held: Mapping[str, Any], reading: Reading) -> None:
    """What a search found is what the model read; each page is a citation as well."""
    row.role, row.author_name, row.kind = "tool", _SEARCH, "browsing"
    _say(row, held.get("content"), reading)
    pages = [mapping(one) for one in items(held.get("results"))]
    pieces = [row.text, *(text(page.get(name)) or "" for page in pages for name in ("title", "url", "snippet"))]
    pieces = [piece for piece in pieces if piece]
    row.text, row.characters = "\n".join(pieces), sum(map(len, pieces))
    for ordinal, page in enumerate(pages):
        url, title = text(page.get("url")), text(page.get("title"))
        published = micros(page.get("published_at"))
        reading.details.append(
            Citation(row.node_id, ordinal, "webpage", "results", url=url, title=title, published_at=published)
        )


def _file(row: Message, held: Mapping[str, Any], reading: Reading) -> None:
    row.role, row.kind, row.is_hidden = "user", "quote", True
    _say(row, held.get("content"), reading)
    row.source_title = text(held.get("file_name"))


READERS: Mapping[str, Callable[[Message, Mapping[str, Any], Reading], None]] = {
    "REQUEST": _spoken("user", "text"),
    "RESPONSE": _spoken("assistant", "text"),
    "THINK": _spoken("assistant", "thoughts"),
    "SEARCH": _search,
    "FILE": _file,
}
"""How each known fragment is read."""


def _files(raw: Mapping[str, Any], row: Message, reading: Reading) -> None:
    for entry in items(raw.get("files")):
        held = mapping(entry)
        if held:
            found = Attachment(row.node_id, row.files, "file", "files", direction="in")
            found.file_id = text(held.get("id")) or text(held.get("file_id"))
            found.file_name = text(held.get("file_name")) or text(held.get("name"))
            found.bytes = long(held.get("file_size"))
            reading.details.append(found)
            row.files += 1
