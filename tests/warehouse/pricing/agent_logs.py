"""Logs and exports of programs that ask models of several vendors, with the tokens those reported."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Event = dict[str, Any]


def gemini_cli(folder: Path, *answers: tuple[str, str, Mapping[str, int]]) -> Path:
    """A session of Gemini CLI: of each answer the model, the day, and its tokens as the program writes them."""
    day = min(day for _, day, _ in answers)
    rows: list[Event] = [{"sessionId": "s", "projectHash": "h", "startTime": f"{day}T08:00:00.000Z", "kind": "main"}]
    rows.append({"id": "q", "timestamp": f"{day}T08:00:00.000Z", "type": "user", "content": "Hi"})
    for place, (model, day, tokens) in enumerate(answers):
        row = {"id": f"a{place}", "timestamp": f"{day}T12:00:{place:02}.000Z", "type": "gemini", "content": "Yes."}
        rows.append(row | {"model": model, "tokens": dict(tokens)})
    return _lines(folder / "session.jsonl", rows)


def qwen_code(folder: Path, model: str, used: Mapping[str, int]) -> Path:
    """A session of Qwen Code with one answer, and its usage as Google's API names it."""
    head = {"sessionId": "7e9b2222-1111-4111-8111-111111111111", "cwd": "/home/ida", "version": "0.15.0"}
    ask = {"uuid": "q", "parentUuid": None, "timestamp": "2026-06-02T09:00:00.000Z", "type": "user"}
    answer = {"uuid": "a", "parentUuid": "q", "timestamp": "2026-06-02T09:00:09.000Z", "type": "assistant"}
    said = {"message": {"role": "model", "parts": [{"text": "Yes."}]}, "model": model, "usageMetadata": dict(used)}
    return _lines(
        folder / "qwen.jsonl",
        [head | ask | {"message": {"role": "user", "parts": [{"text": "Hi"}]}}, head | answer | said],
    )


def open_webui(folder: Path, model: str, used: Mapping[str, Any] | None, asked: str = "Hi") -> Path:
    """A chat of Open WebUI with one answer of June 2026, and its usage as the program behind it told it."""
    message = {"role": "user", "content": asked, "timestamp": 1_780_000_000}
    answer = {"role": "assistant", "content": "Yes.", "model": model, "timestamp": 1_780_000_009}
    told = {} if used is None else {"usage": dict(used)}
    nodes = {
        "q": {"id": "q", "parentId": None, "childrenIds": ["a"], **message},
        "a": {"id": "a", "parentId": "q", "childrenIds": [], **answer, **told},
    }
    chat = {"id": "w", "title": "Hi", "models": [model], "history": {"messages": nodes, "currentId": "a"}}
    path = folder / "webui.json"
    path.write_text(json.dumps([{"id": "w", "user_id": "u", "title": "Hi", "chat": chat}]), "utf-8")
    return path


def _lines(path: Path, rows: list[Event]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path
