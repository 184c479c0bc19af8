"""Exports whose cost was worked out by hand: conversations in a line, files from them, answers from the database."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from etl.pipeline.load import load
from etl.pipeline.options import Options
from tests.conftest import look_up

Row = tuple[Any, ...]

CAPITALS = (
    ("m1", "r", "user", "What is the capital of France?"),
    ("m2", "m1", "assistant", "The capital of France is Paris."),
    ("m3", "m2", "user", "And of Spain?"),
    ("m4", "m3", "assistant", "The capital of Spain is Madrid."),
    ("m5", "m2", "user", "And of Italy?"),
    ("m6", "m5", "assistant", "The capital of Italy is Rome."),
)
"""The tree of the worked example: the third message was edited once."""


def at(text: str, seconds: float = 0) -> float:
    """Unix time of a UTC time like 2024-09-15T12:00."""
    return (datetime.fromisoformat(text).replace(tzinfo=UTC) + timedelta(seconds=seconds)).timestamp()


def words(tokens: int) -> str:
    """A text of so many tokens, in both of OpenAI's encodings."""
    return " a" * tokens


def node(
    name: str, parent: str | None, role: str, content: str | dict[str, Any], time: float | None, **metadata: Any
) -> dict[str, Any]:
    """A node of a conversation's mapping; ``content`` is a text or a whole content object."""
    whole = {"content_type": "text", "parts": [content]} if isinstance(content, str) else content
    message = {"id": name, "author": {"role": role}, "create_time": time, "content": whole, "metadata": metadata}
    return {"id": name, "parent": parent, "message": message}


def conversation(name: str, nodes: Iterable[dict[str, Any]], current: str, time: float | None) -> dict[str, Any]:
    """A conversation with a root ``r`` that holds no message, as ChatGPT exports it."""
    listed = [{"id": "r", "parent": None, "message": None}, *nodes]
    mapping = {one["id"]: one | {"children": [x["id"] for x in listed if x["parent"] == one["id"]]} for one in listed}
    head = {"id": name, "conversation_id": name, "title": name, "create_time": time, "update_time": time}
    return head | {"current_node": current, "mapping": mapping}


def capitals(name: str, slug: str, day: str) -> dict[str, Any]:
    """The worked example, held with a model on a day."""
    start = at(f"{day}T12:00")
    nodes = [
        node(one, parent, role, text, start + 10 * place, **({"model_slug": slug} if role == "assistant" else {}))
        for place, (one, parent, role, text) in enumerate(CAPITALS)
    ]
    return conversation(name, nodes, "m6", start)


def chain(name: str, slug: str, start: str, turns: Iterable[tuple[float, int, int]]) -> dict[str, Any]:
    """Questions and answers one below the other: (minutes after the start, tokens asked, tokens answered)."""
    nodes, above = [], "r"
    for place, (minutes, asked, answered) in enumerate(turns):
        time = at(start, 60 * minutes)
        nodes.append(node(f"q{place}", above, "user", words(asked), time))
        nodes.append(node(f"a{place}", f"q{place}", "assistant", words(answered), time, model_slug=slug))
        above = f"a{place}"
    return conversation(name, nodes, above, at(start))


def loaded(folder: Path, *conversations: dict[str, Any], name: str = "chats", zone: str = "UTC") -> Path:
    """The database that an export of these conversations makes."""
    export = folder / f"{name}.json"
    export.write_text(json.dumps(list(conversations)), "utf-8")
    database = folder / f"{name}.duckdb"
    load([export], Options(database, zone=zone), lambda *_: None)
    return database


def ask(database: Path, sql: str, *values: object) -> list[Row]:
    """The rows of an answer."""
    return look_up(database, sql, *values)


def costs_of(database: Path, conversation: str, sql: str) -> list[Row]:
    """The rows of an answer about one conversation: its requests and what they cost are ``costs`` in the SQL."""
    return ask(database, f"with costs as (from v1.request_costs where conversation_id = ?) {sql}", conversation)
