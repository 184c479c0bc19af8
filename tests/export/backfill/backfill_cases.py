"""What tests of etl backfill are made of: exports, a database, messages; and the command."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from etl.commands.cli import main
from etl.export.backfill.day import Day
from etl.export.backfill.estimate import estimate
from tests.claude_export import packed, said, talk

DAYS = "select date, messages, tokens, sessions from daily_snapshots order by date"
USAGE = "select * from model_usage order by date"


def thinking(text: str, start: str, stop: str) -> dict[str, Any]:
    return {"type": "thinking", "thinking": text, "start_timestamp": start, "stop_timestamp": stop}


def tool_use(given: object) -> dict[str, Any]:
    return {"type": "tool_use", "name": "search", "input": given}


def tool_result(content: object) -> dict[str, Any]:
    return {"type": "tool_result", "name": "search", "content": content}


def days(folder: Path, *conversations: dict[str, Any]) -> dict[str, Day]:
    path = folder / "conversations.json"
    path.write_text(json.dumps(conversations), "utf-8")
    return dict(estimate([path]).days)


def day(folder: Path, *messages: dict[str, Any]) -> Day:
    (only,) = days(folder, talk(*messages, created_at="2025-03-01T10:00:00Z")).values()
    return only


def backfill(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["backfill", *map(str, arguments)], catch_exceptions=False)


def chat(date: str, characters: int = 400, **head: Any) -> dict[str, Any]:
    return talk(said("human", "h" * characters), said("assistant", "a" * 40), name=date, created_at=f"{date}T10:00:00Z")


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


def an_export(folder: Path) -> Path:
    """Two days, the later first."""
    return packed(folder / "export.zip", conversations=[chat("2025-03-02"), chat("2025-03-01")])


def a_database(folder: Path) -> Path:
    """A database as the extension has it: its own columns, and a day of its own."""
    path = folder / "analytics.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "create table daily_snapshots (date text primary key, cost real default 0, messages integer default 0, "
            "tokens integer default 0, sessions integer default 0, created_at text default (datetime('now')), "
            "machine_id text default 'local')"
        )
        connection.execute("insert into daily_snapshots (date, messages) values ('2025-03-02', 77)")
    return path
