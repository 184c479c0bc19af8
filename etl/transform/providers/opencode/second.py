"""The messages of opencode since its version 2, as those before it: a row holds its parts, and its type is its role."""

from collections.abc import Mapping
from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.coerce import items, mapping, text

_SAID_BY_PROGRAM = {"synthetic": "user", "skill": "user", "system": "system"}
_NO_MESSAGE = frozenset({"agent-switched", "model-switched", "location-switched", "idle"})


def as_first(raw: Raw) -> Raw:
    """A session as the export command of version 1 prints it; of what is no message nothing but its place."""
    rows = [mapping(one) for one in items(raw.get("rows"))]
    return {"info": raw.get("info"), "messages": [_message(one, place) for place, one in enumerate(rows)]}


def _message(row: Mapping[str, Any], place: int) -> Raw:
    kind, data = text(row.get("type")) or "none", mapping(row.get("data"))
    if kind in _NO_MESSAGE:
        return {"info": {}}
    time = {"created": row.get("created"), **mapping(data.get("time"))}
    info: Raw = {"id": row.get("id"), "time": time, "seq": place}
    if kind == "user":
        typed = [{"type": "text", "text": data["text"]}] if data.get("text") else []
        told = [{**_program_s(one), "time": None} for one in items(data.get("skills"))]
        return {"info": info | {"role": "user"}, "parts": [*told, *typed, *map(_file, items(data.get("files")))]}
    if kind in _SAID_BY_PROGRAM:
        return {"info": info | {"role": _SAID_BY_PROGRAM[kind]}, "parts": [_program_s(data)]}
    if kind == "shell":
        return {"info": info | {"role": "assistant"}, "parts": [_shell(data, time)]}
    if kind not in ("assistant", "compaction"):
        return {"info": info | {"role": None}, "parts": [{**data, "type": kind}]}
    billed = {name: data[name] for name in ("tokens", "cost", "finish", "agent") if name in data}
    model, error = mapping(data.get("model")), mapping(data.get("error"))
    info |= billed | {"role": "assistant", "modelID": model.get("id"), "providerID": model.get("providerID")}
    info |= {"error": {"name": error.get("type"), "data": error}} if error else {}
    if kind == "compaction":
        return {"info": info | {"summary": True}, "parts": [{"type": "text", "text": data.get("summary")}]}
    return {"info": info, "parts": [_part(mapping(one)) for one in items(data.get("content"))]}


def _program_s(told: object) -> Raw:
    return {"type": "text", "text": mapping(told).get("text"), "synthetic": True}


def _file(told: object) -> Raw:
    held = mapping(told)
    mime = held.get("mime") or held.get("mediaType")
    return {"type": "file", "mime": mime, "filename": held.get("name") or held.get("filename") or held.get("uri")}


def _part(held: Mapping[str, Any]) -> Raw:
    """A part of an answer: that of a tool has its results as blocks, and its times beside them."""
    if held.get("type") != "tool":
        return {**held}
    state, time = mapping(held.get("state")), mapping(held.get("time"))
    told: Raw = {
        "status": state.get("status"),
        "input": state.get("input"),
        "metadata": state.get("metadata") or state.get("structured"),
        "time": {"start": time.get("ran") or time.get("created"), "end": time.get("completed")},
    }
    error = mapping(state.get("error")).get("message")
    words = [one for block in items(state.get("content")) if (one := text(mapping(block).get("text")))]
    told["output"] = "\n".join(words) or (error if isinstance(error, str) else None)
    return {"type": "tool", "tool": held.get("name"), "callID": held.get("id"), "state": told}


def _shell(data: Mapping[str, Any], time: Mapping[str, Any]) -> Raw:
    """A command that a person had run by hand: a tool's use without a model."""
    told = data.get("output")
    state = {
        "status": "completed",
        "input": {"command": data.get("command")},
        "output": told if isinstance(told, str) else mapping(told).get("text") or mapping(told).get("output"),
        "metadata": {"exit": data.get("exit")},
        "time": {"start": time.get("created"), "end": time.get("completed")},
    }
    return {"type": "tool", "tool": "shell", "callID": data.get("shellID") or data.get("callID"), "state": state}
