"""How a use of a tool went: status, times, and whether a plugin was behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from etl.rows.message import Message
from etl.rows.types import Micros
from etl.transform.providers.coerce import mapping, micros, text, whole

_WORDS: tuple[tuple[str, str], ...] = (
    ("timeout", "timeout"),
    ("timed_out", "timeout"),
    ("cancel", "interrupted"),
    ("interrupt", "interrupted"),
    ("error", "error"),
    ("fail", "error"),
    ("exception", "error"),
    ("partial", "error"),
    ("success", "success"),
    ("finished", "success"),
    ("complete", "success"),
    ("running", "running"),
    ("progress", "running"),
    ("loading", "running"),
)
"""(part of a word, status): the first that fits decides."""

_LONGEST = 200
"""Characters of a text that are looked at for its status."""

_RANKS = ("error", "timeout", "interrupted", "success", "running", "unknown")
"""Of several results the status that stands first here counts."""


@dataclass(slots=True)
class Exchange:
    """One use of a tool: the message that asked, if the export has it, and those that answered."""

    name: str
    call: Message | None = None
    results: list[Message] = field(default_factory=list)


@dataclass(slots=True)
class Outcome:
    """What the metadata of a use's messages tells of it."""

    status: str = "unknown"
    started_at: Micros | None = None
    finished_at: Micros | None = None
    seconds: float | None = None
    is_plugin: bool = False


def outcome(use: Exchange, nodes: Mapping[str, Any]) -> Outcome:
    """The status, times (the tool's own, else those of the messages) and kind of one use."""
    found = [_of_result(message, _raw(message, nodes)) for message in use.results]
    result = Outcome(min((one.status for one in found), key=_RANKS.index, default=_of_call(use.call)))
    result.started_at = next((one.started_at for one in found if one.started_at is not None), None)
    result.finished_at = max((one.finished_at for one in found if one.finished_at is not None), default=None)
    if result.started_at is None:
        result.started_at = _dated(use.call or use.results[0])
    if result.finished_at is None:
        dates = [at for at in map(_dated, use.results) if at is not None]
        result.finished_at = max(dates, default=None)
    if result.started_at is not None and result.finished_at is not None:
        micros_between = result.finished_at - result.started_at
        result.seconds = micros_between / 1_000_000 if micros_between >= 0 else None
    call = _raw(use.call, nodes) if use.call else {}
    result.is_plugin = any(one.is_plugin for one in found) or _invokes_plugin(call)
    return result


def _raw(message: Message, nodes: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(nodes[message.node_id]["message"])


def _of_result(message: Message, raw: Mapping[str, Any]) -> Outcome:
    metadata = mapping(raw.get("metadata"))
    run = mapping(metadata.get("aggregate_result"))
    http = whole(mapping(metadata.get("invoked_plugin")).get("http_response_status"))
    if message.kind == "error":
        status = _status(message.text, "error")
        status = status if status == "timeout" else "error"
    elif http is not None:
        status = "error" if http >= 400 else "success"
    else:
        words = (run.get("status"), metadata.get("status"), message.finish_type, message.status)
        status = next((found for found in map(_status, words) if found != "unknown"), "unknown")
    started, finished = micros(run.get("start_time")), micros(run.get("end_time"))
    if finished is None:
        finished = micros(run.get("update_time"))
    return Outcome(status, started, finished, None, _invokes_plugin(raw))


def _of_call(call: Message | None) -> str:
    """The status of a call that nothing answered."""
    if call is not None and call.finish_type == "interrupted":
        return "interrupted"
    return "running" if call is not None and call.status == "in_progress" else "unknown"


def _status(word: object, otherwise: str = "unknown") -> str:
    return _of_word((text(word) or "")[:_LONGEST]) or otherwise


@lru_cache(maxsize=1024)
def _of_word(word: str) -> str | None:
    lowered = word.lower()
    return next((status for part, status in _WORDS if part in lowered), None)


def _dated(message: Message) -> Micros | None:
    return message.created_at if message.created_at_basis == "message" else None


def _invokes_plugin(raw: Mapping[str, Any]) -> bool:
    metadata = mapping(raw.get("metadata"))
    return bool(metadata.get("invoked_plugin") or metadata.get("jit_plugin_data"))
