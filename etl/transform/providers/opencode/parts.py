"""The parts of a message: what was typed, what the program put beside it; thoughts, words, calls and their results."""

from collections.abc import Mapping, Sequence
from typing import Any

from etl.rows.message import Message
from etl.rows.types import Micros
from etl.transform.providers.coerce import as_json, items, mapping, micros, text
from etl.transform.providers.talk import Talk

_SILENT = frozenset({"step-start", "step-finish", "snapshot", "patch", "agent", "retry", "compaction"})
"""Parts that say nothing; a step's end tells the tokens of its message again."""

_KNOWN = _SILENT | {"text", "reasoning", "file", "tool", "subtask"}
Parts = Sequence[Mapping[str, Any]]


def user_rows(talk: Talk, own: str, role: str | None, parts: Parts, at: Micros | None) -> None:
    """What was typed is one row; texts that the program wrote stand before it, hidden."""
    written = [one.get("text") for one in parts if one.get("type") == "text" and _is_program_s(one)]
    typed = [one.get("text") for one in parts if one.get("type") == "text" and not _is_program_s(one)]
    written += [one.get("prompt") for one in parts if one.get("type") == "subtask"]
    if any(written):
        node = f"{own}/program" if any(typed) or _files(parts) else own
        talk.add(node, role, written, at).is_hidden = True
    if any(typed) or _files(parts) or not any(written):
        row = talk.add(own, role, typed, at)
        _attach(talk, row, parts, "in")
        _keep_others(talk, row, parts)


def assistant_rows(talk: Talk, own: str, info: Mapping[str, Any], parts: Parts, at: Micros | None) -> None:
    """Thoughts, words and calls in their order; all words of one message are one row, where the last of them stand."""
    said = [one.get("text") for one in parts if one.get("type") == "text" and one.get("ignored") is not True]
    last = max((place for place, one in enumerate(parts) if one.get("type") == "text"), default=-1)
    begin = len(talk.rows)
    main: Message | None = None
    for place, one in enumerate(parts):
        kind = one.get("type")
        if kind == "reasoning" and one.get("text"):
            talk.add(f"{own}/thoughts{place}", "assistant", one["text"], at, "thoughts")
        elif kind == "tool":
            _tool(talk, f"{own}/call{place}", one, at)
        elif kind == "text" and place == last and any(said):
            main = talk.add(own, "assistant", said, at)
            main.channel = "commentary" if info.get("finish") == "tool-calls" else None
    if main is None and (len(talk.rows) == begin or info.get("error")):
        error = mapping(info.get("error"))
        words = mapping(error.get("data")).get("message") or text(error.get("name"))
        main = talk.add(own, "assistant", words, at, "error" if words else "text")
    shown = main or talk.rows[-1]
    _attach(talk, shown, parts, "out")
    _keep_others(talk, shown, parts)
    talk.keep_beside(shown, info, ("structured",))
    for one in parts:
        if one.get("type") == "retry" and mapping(mapping(one.get("error")).get("data")).get("message"):
            talk.notes.odd("a request that failed and was made again", own)


def _tool(talk: Talk, node: str, told: Mapping[str, Any], at: Micros | None) -> None:
    state, name, call = mapping(told.get("state")), text(told.get("tool")), text(told.get("callID"))
    time = mapping(state.get("time"))
    began, ended = micros(time.get("start")), micros(time.get("end"))
    talk.call(node, name, state.get("input"), call, at if began is None else began)
    status = text(state.get("status"))
    if status in ("completed", "error") or state.get("output"):
        exit_code = mapping(state.get("metadata")).get("exit")
        is_failed = status == "error" or name == "invalid" or (type(exit_code) is int and exit_code != 0)
        words = state.get("output") if state.get("output") is not None else state.get("error")
        words = words if isinstance(words, str | None) else as_json(words)
        talk.result(f"{node}/result", name, words, call, at if ended is None else ended, is_failed)


def _is_program_s(part: Mapping[str, Any]) -> bool:
    return part.get("synthetic") is True or part.get("ignored") is True


def _files(parts: Parts) -> list[Mapping[str, Any]]:
    return [one for one in parts if one.get("type") == "file"]


def _attach(talk: Talk, row: Message, parts: Parts, direction: str) -> None:
    for one in _files(parts):
        kind = text(one.get("mime")) or ""
        sort = "image" if kind.startswith("image/") else "file"
        name = text(one.get("filename"))
        talk.attach(row, sort, "file", file_name=name, mime_type=kind or None, direction=direction)


def _keep_others(talk: Talk, row: Message, parts: Parts) -> None:
    others = [one for one in parts if not isinstance(one.get("type"), str) or one["type"] not in _KNOWN]
    if items(others):
        talk.keep(row, others, detail=text(others[0].get("type")))
        row.kind = "unknown" if row.kind == "text" and not row.text else row.kind
