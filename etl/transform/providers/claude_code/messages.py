"""One event -> its rows. Its blocks are those of the API, as in Claude's exports."""

from collections.abc import Iterator, Mapping
from typing import Any

from etl.rows.message import Message
from etl.transform.providers.claude import fields
from etl.transform.providers.claude.blocks import READERS, unknown
from etl.transform.providers.claude.content import Group, in_order, media
from etl.transform.providers.claude.files import read_files
from etl.transform.providers.claude.groups import SENT, groups
from etl.transform.providers.claude.state import State
from etl.transform.providers.claude_code.fields import WITHOUT_MESSAGE
from etl.transform.providers.coerce import items, mapping, micros, text, whole
from etl.transform.providers.issues import MISFIT
from etl.transform.providers.reported_usage import Usage, dollars, is_unusable, number, usage

SIDECHAIN = "sidechain"
"""The channel of what a sub-agent wrote and was asked."""

_SYNTHETIC = "<synthetic>"
_EMPTY: Group = ("text", [])
PROGRAM = ("<local-command-", "<command-message>", "<command-name>", "[Request interrupted")
"""How text begins that the program wrote in the user's name."""


def is_message(row: Mapping[str, Any]) -> bool:
    """Is this event a message, or words of the program?"""
    named = row.get("type")
    if isinstance(row.get("message"), dict):
        return named in (None, "user", "assistant")
    return named == "system" and text(row.get("content")) is not None


def is_unknown(row: Mapping[str, Any]) -> bool:
    """Does this event bear a message with content, and nobody knows events of its type?"""
    message, named = mapping(row.get("message")), row.get("type")
    is_known = is_message(row) or (isinstance(named, str) and named in WITHOUT_MESSAGE)
    return bool(message.get("content")) and not is_known


def read_event(row: Mapping[str, Any], own: str, state: State) -> list[Message]:
    """The rows of one event, at least one; the last has the id ``own``. Never raises for odd content."""
    held = mapping(row.get("message")) or {"role": "system", "content": row.get("content")}
    content = held.get("content")
    blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
    raw = {"content": blocks, "sender": "human"}
    found = (groups if _role(row, held) == "user" else in_order)(raw, own, state.notes) or [_EMPTY]
    fields.see(state.shapes, "message", held)
    time = micros(row.get("timestamp"))
    if time is None and row.get("timestamp"):
        state.notes.lost(MISFIT, own, "timestamp")
    state.uses.open_message()
    rows, last, begin = [], len(found) - 1, len(state.details)
    for place, (kind, some) in enumerate(found):
        one = Message(own if place == last else state.row_id(own, place))
        one.message_id, one.role = text(held.get("id")) or text(row.get("uuid")), _role(row, held)
        one.content_type, one.created_at = kind or None, time
        READERS.get(kind, unknown)(one, some, state)
        one.is_hidden = one.is_hidden or (one.role == "user" and kind not in SENT)
        one.in_context = bool(one.text or one.images) and one.kind != "thoughts"
        rows.append(one)
    state.ids.add(own)
    if any(media(raw)):
        read_files(raw, rows, state, begin)
        rows[-1].omitted = "source: the file itself"
    _mark(row, held, own, rows)
    return rows


def used(row: Mapping[str, Any]) -> Usage | None:
    """What the answer of an event reports; ``input_tokens`` there are those that the cache neither held nor took."""
    told = mapping(mapping(row.get("message")).get("usage"))
    tokens = _tokens(told)
    if tokens is None:
        return None
    return tokens._replace(
        web_searches=whole(mapping(told.get("server_tool_use")).get("web_search_requests")),
        usd=dollars(row.get("costUSD")),
        service_tier=text(told.get("service_tier")),
        speed=text(told.get("speed")),
        inference_geo=text(told.get("inference_geo")),
    )


def is_lost(row: Mapping[str, Any], used_by_it: Usage | None) -> bool:
    """Does an event report tokens, its answer's or another model's, that cannot be taken?"""
    told = mapping(row.get("message")).get("usage")
    asked = mapping(told).get("iterations")
    others = [one for one in items(asked) if mapping(one).get("type", "advisor_message") == "advisor_message"]
    is_odd = asked is not None and not isinstance(asked, list)
    return is_odd or is_unusable(told, used_by_it) or any(is_unusable(one, _tokens(mapping(one))) for one in others)


def advice(row: Mapping[str, Any], key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The times that an answer's model asked another, each under a name that is the same in every copy."""
    held = mapping(row.get("message"))
    iterations = map(mapping, items(mapping(held.get("usage")).get("iterations")))
    asked = [one for one in iterations if one.get("type") == "advisor_message"]
    for place, one in enumerate(asked):
        yield f"{text(held.get('id')) or key}/advisor {place}", one


def advised(asking: Message, name: str, iteration: Mapping[str, Any], position: int) -> Message:
    """The row of such a time; what was said there is not in the log."""
    row = Message(f"{asking.node_id}/{name}", role="assistant", kind="empty", channel=SIDECHAIN, position=position)
    row.model_slug, row.usage_id, row.author_name = text(iteration.get("model")), name, "advisor"
    row.created_at, row.git_branch, row.agent_id = asking.created_at, asking.git_branch, asking.agent_id
    return row


def _tokens(told: Mapping[str, Any]) -> Usage | None:
    split = mapping(told.get("cache_creation"))
    lasting, brief = (number(split.get(f"ephemeral_{span}_input_tokens")) for span in ("1h", "5m"))
    fresh, output = number(told.get("input_tokens")), number(told.get("output_tokens"))
    cached, written = number(told.get("cache_read_input_tokens")), number(told.get("cache_creation_input_tokens"))
    return usage(fresh, cached, max(written, lasting + brief), lasting, output)


def _role(row: Mapping[str, Any], held: Mapping[str, Any]) -> str | None:
    """What the program says in the model's name is the system's."""
    return "system" if held.get("model") == _SYNTHETIC else text(held.get("role")) or text(row.get("type"))


def _mark(row: Mapping[str, Any], held: Mapping[str, Any], own: str, rows: list[Message]) -> None:
    """What the event says as a whole."""
    is_hidden = row.get("isMeta") is True or row.get("isCompactSummary") is True or row.get("type") == "system"
    rows[-1].finish_type = text(held.get("stop_reason"))
    for one in rows:
        one.channel = SIDECHAIN if row.get("isSidechain") is True else None
        one.agent_id, one.git_branch = text(row.get("agentId")), text(row.get("gitBranch"))
        is_of_program = one.channel is not None or one.text.startswith(PROGRAM)
        one.is_hidden = one.is_hidden or is_hidden or (one.role == "user" and is_of_program)
        if one.role == "assistant":
            one.model_slug, one.thinking_effort = text(held.get("model")), text(row.get("effort"))
            one.usage_id = _usage_id(row, held) or one.message_id or f"{row.get('timestamp')}/{own}"
        elif held.get("model") == _SYNTHETIC:
            one.kind = "error"


def _usage_id(row: Mapping[str, Any], held: Mapping[str, Any]) -> str | None:
    """The answer of the API that an event belongs to, the same in every copy of it."""
    names = (text(held.get("id")), text(row.get("requestId")))
    return ":".join(name for name in names if name) or None
