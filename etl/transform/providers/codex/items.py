"""The items of a session, a reader each."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from etl.rows.details import Attachment, Detail
from etl.rows.message import Message
from etl.transform.providers.coerce import as_json, items, mapping, micros, text
from etl.transform.providers.issues import Notes
from etl.transform.providers.tool_uses import Use, Uses

_CATEGORIES = {"web_search": "browse", "shell": "python", "shell_command": "python", "local_shell": "python"}
_CATEGORIES |= {"exec_command": "python"}
_PROGRAM = (
    "<environment_context>",
    "<user_instructions>",
    "<permissions",
    "# AGENTS.md instructions",
    "<turn_aborted>",
)
"""How text begins that the program wrote in the user's name."""


@dataclass(slots=True)
class State:
    """What one session comes to while it is being read, event by event in the order of the log."""

    notes: Notes
    details: list[Detail] = field(default_factory=list)
    uses: Uses = field(default_factory=Uses)
    fields: Counter[tuple[str, str]] = field(default_factory=Counter)


def read_item(held: Mapping[str, Any], own: str, time: object, state: State) -> Message:
    """The row of one item. Never raises for odd content."""
    kind = text(held.get("type")) or "none"
    row = Message(own, text(held.get("id")), content_type=kind, created_at=micros(time))
    state.fields["content_type", kind] += 1
    READERS.get(kind, _unknown)(row, held, state)
    row.in_context = bool(row.text or row.images) and row.kind != "thoughts"
    return row


def _say(row: Message, pieces: list[Any]) -> None:
    told = [piece for piece in pieces if isinstance(piece, str) and piece]
    row.text, row.characters = "\n".join(told), sum(map(len, told))


def _texts(parts: Any, state: State) -> list[Any]:
    if isinstance(parts, str):
        return [parts]
    found = [mapping(part) for part in items(parts)]
    for part in found:
        state.fields["part", text(part.get("type")) or "none"] += 1
    return [part.get("text") for part in found]


def _message(row: Message, held: Mapping[str, Any], state: State) -> None:
    row.role, row.kind = text(held.get("role")), "text"
    _say(row, _texts(held.get("content"), state))
    pictures = [part for part in items(held.get("content")) if mapping(part).get("type") == "input_image"]
    for place in range(len(pictures)):
        state.details.append(Attachment(row.node_id, place, "image", "input_image", direction="in"))
    row.images = len(pictures)
    if not row.text:
        row.kind = "image" if pictures else "empty"
    row.is_hidden = row.role not in ("user", "assistant") or (row.role == "user" and row.text.startswith(_PROGRAM))
    row.omitted = "image_url: the picture itself" if pictures else None


def _reasoning(row: Message, held: Mapping[str, Any], state: State) -> None:
    """The summary is what is shown; all of it is encrypted, or stands in content."""
    row.role, row.kind = "assistant", "thoughts"
    _say(row, _texts(held.get("summary"), state))
    if not row.text:
        _say(row, _texts(held.get("content"), state))
    if held.get("encrypted_content"):
        row.omitted = "encrypted_content: unreadable"


def _call(given: str, named: str | None = None) -> Callable[[Message, Mapping[str, Any], State], None]:
    """A call of a tool whose input is the field ``given``."""

    def reader(row: Message, held: Mapping[str, Any], state: State) -> None:
        name, value = named or text(held.get("name")) or "unknown", held.get(given)
        row.role, row.kind, row.recipient = "assistant", "code", name
        row.status = text(held.get("status"))
        _say(row, [value if isinstance(value, str) or value is None else as_json(value)])
        use = Use(name, _category(name), row, is_timed=row.created_at is not None, asked_at=row.created_at)
        state.uses.ask(text(held.get("call_id")), use, value)

    return reader


def _category(name: str) -> str:
    return _CATEGORIES.get(name, "connector" if name.startswith("mcp__") else "other")


def _output(row: Message, held: Mapping[str, Any], state: State) -> None:
    value = held.get("output")
    row.role, row.kind = "tool", "tool_output"
    inner = mapping(value)
    _say(row, _texts(inner.get("content") if inner else value, state))
    use = state.uses.answer(text(held.get("call_id")), None, lambda: Use("unknown", "other"), row)
    row.author_name = use.name
    use.add(row, row.created_at, inner.get("success") is False)


def _unknown(row: Message, held: Mapping[str, Any], state: State) -> None:
    state.notes.odd("unknown content type", row.node_id, row.content_type)
    row.role, row.raw_content = text(held.get("role")), as_json(held)
    if row.raw_content is None:
        state.notes.lost("content nested too deep to keep", row.node_id)


READERS: Mapping[str, Callable[[Message, Mapping[str, Any], State], None]] = {
    "message": _message,
    "reasoning": _reasoning,
    "function_call": _call("arguments"),
    "custom_tool_call": _call("input"),
    "local_shell_call": _call("action", "local_shell"),
    "web_search_call": _call("action", "web_search"),
    "function_call_output": _output,
    "custom_tool_call_output": _output,
    "local_shell_call_output": _output,
}
"""How each known item is read."""
