"""One history of sessions, and the ways in which programs and people lay it out in files: copied, resumed, forked."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Event = dict[str, Any]
File = tuple[str, list[Event]]
"""A file's path, and its events."""

START = 1_780_000_000


def stamp(second: float) -> str:
    """A time of day 1 of the history, in ISO 8601."""
    return datetime.fromtimestamp(START + second, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def claude_turn(number: int, session: str = "S") -> list[Event]:
    """A question, a call of a tool with its result, and the answer."""
    at, name = 600.0 * number, f"{session}{number}"
    used = {"input_tokens": 100 + number, "output_tokens": 10, "cache_read_input_tokens": 5000 * number}
    call = {"type": "tool_use", "id": f"toolu_{name}", "name": "Bash", "input": {"command": f"ls {name}"}}
    result = {"type": "tool_result", "tool_use_id": f"toolu_{name}", "content": f"file {name}"}
    said = {"type": "text", "text": f"Done {name}:\n```python\nx = {number}\n```"}
    return [
        _claude("user", f"{name}-a", at, {"role": "user", "content": f"Please do {name}."}),
        _claude("assistant", f"{name}-b", at + 5, _answer(f"msg_{name}b", [call], used), requestId=f"req_{name}b"),
        _claude("user", f"{name}-c", at + 6, {"role": "user", "content": [result]}),
        _claude("assistant", f"{name}-d", at + 9, _answer(f"msg_{name}d", [said], used), requestId=f"req_{name}d"),
    ]


def claude_file(session: str, turns: Sequence[Sequence[Event]], fresh_ids: bool = False, **more: Any) -> list[Event]:
    """A session's log of some turns, each event below the one before; ``fresh_ids`` gives every event a new id."""
    rows: list[Event] = []
    for event in [event for turn in turns for event in turn]:
        own = f"{session}:{event['uuid']}" if fresh_ids else event["uuid"]
        above = rows[-1]["uuid"] if rows else None
        rows.append(event | {"uuid": own, "parentUuid": above, "sessionId": session, **more})
    return rows


def codex_turn(number: int, session: str = "P", model: str = "gpt-5.4") -> list[Event]:
    """A turn's events: what was asked, thought, called and answered, and a report after each request."""
    at, name = 600.0 * number, f"{session}{number}"
    message = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": f"Please do {name}."}]}
    call = {"type": "function_call", "name": "shell", "call_id": f"call_{name}", "arguments": f'{{"do": "{name}"}}'}
    output = {"type": "function_call_output", "call_id": f"call_{name}", "output": f"file {name}"}
    answer = {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": f"Done {name}."}]}
    return [
        _codex("event_msg", at, {"type": "task_started", "turn_id": name}),
        _codex("turn_context", at + 0.1, {"turn_id": name, "model": model, "effort": "high", "cwd": "/home/ada/shop"}),
        _codex("response_item", at + 0.2, message),
        _codex("response_item", at + 5, call),
        _codex("event_msg", at + 5.1, {"type": "token_count", "info": None, "use": (1000 + number, 900, 50)}),
        _codex("response_item", at + 6, output),
        _codex("response_item", at + 9, answer),
        _codex("event_msg", at + 9.1, {"type": "token_count", "info": None, "use": (2000 + number, 1900, 60)}),
    ]


def codex_file(
    session: str, begun: float, turns: Sequence[Sequence[Event]], head: Event | None = None, base: Sequence[Event] = ()
) -> list[Event]:
    """A session's log: its head, a copied history, and its turns with reports that go on from the history's sums."""
    rows = [
        _codex(
            "session_meta", begun, {"id": session, "timestamp": stamp(begun), "cwd": "/home/ada/shop"} | (head or {})
        )
    ]
    rows += base
    total = [0, 0, 0]
    for row in base:
        told = (row["payload"].get("info") or {}).get("total_token_usage")
        total = list(told.values()) if told else total
    for event in [event for turn in turns for event in turn]:
        if "use" in event["payload"]:
            last = event["payload"]["use"]
            total = [now + more for now, more in zip(total, last, strict=True)]
            info = {"last_token_usage": _counts(last), "total_token_usage": _counts(total)}
            event = event | {"payload": {"type": "token_count", "info": info}}
        rows.append(event)
    return rows


def restamped(rows: Sequence[Event], second: float) -> list[Event]:
    """The rows under the time of a fork."""
    return [row | {"timestamp": stamp(second + at / 1000)} for at, row in enumerate(rows)]


def written(folder: Path, files: Sequence[File]) -> Path:
    """A folder of logs."""
    for name, rows in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return folder


def _claude(kind: str, name: str, at: float, message: Event, **more: Any) -> Event:
    head = {"type": kind, "uuid": name, "isSidechain": False, "timestamp": stamp(at), "cwd": "/home/ada/shop"}
    return head | {"message": message} | more


def _answer(name: str, content: list[Event], used: Event) -> Event:
    return {"id": name, "role": "assistant", "model": "claude-opus-4-8", "content": content, "usage": used}


def _codex(kind: str, at: float, payload: Event) -> Event:
    return {"timestamp": stamp(at), "type": kind, "payload": payload}


def _counts(told: Sequence[int]) -> Event:
    return dict(zip(("input_tokens", "cached_input_tokens", "output_tokens"), told, strict=True))
