"""Goose's database, with the sessions of the sample, as its versions of 2025 and 2026 make it."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

SESSIONS = """
create table sessions (
    id text primary key, name text, description text not null default '', session_type text, working_dir text not null,
    created_at timestamp, updated_at timestamp, accumulated_input_tokens integer, model_config_json text
)
"""
MESSAGES = """
create table messages (
    id integer primary key autoincrement, {name} session_id text not null, role text not null,
    content_json text not null, created_timestamp integer not null, metadata_json text
)
"""
LEDGER = """
create table usage_ledger (
    id integer primary key, session_id text, created_timestamp integer, model text, input_tokens integer,
    output_tokens integer, cache_read_tokens integer, cache_write_tokens integer, cost real, cost_source text,
    is_compaction integer
)
"""


def write(path: Path, *, is_newer: bool = True) -> Path:
    """Write sessions.db; the older one has neither names of messages nor a ledger."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(SESSIONS)
        connection.execute(MESSAGES.format(name="message_id text," if is_newer else ""))
        if is_newer:
            connection.execute(LEDGER)
        for raw in json.loads((ROOT / "samples" / "goose" / "pond_2026.json").read_text("utf-8")):
            _put(connection, raw, is_newer)
    return path


def _put(connection: sqlite3.Connection, raw: dict[str, Any], is_newer: bool) -> None:
    names = ("id", "name", "description", "session_type", "working_dir", "created_at", "updated_at")
    values = [*(raw[name] for name in names), raw["accumulated_input_tokens"], json.dumps(raw["model_config"])]
    connection.execute(f"insert into sessions values ({', '.join('?' * 9)})", values)
    for one in raw["messages"]:
        told = [raw["id"], one["role"], json.dumps(one["content"]), one["created"], json.dumps(one["metadata"])]
        columns = "session_id, role, content_json, created_timestamp, metadata_json"
        if is_newer:
            columns, told = f"{columns}, message_id", [*told, str(one["id"])]
        connection.execute(f"insert into messages ({columns}) values ({', '.join('?' * len(told))})", told)
    for line in raw["ledger"] if is_newer else ():
        cells = [line["id"], raw["id"], *(value for name, value in line.items() if name != "id")]
        connection.execute(f"insert into usage_ledger values ({', '.join('?' * 11)})", cells)
