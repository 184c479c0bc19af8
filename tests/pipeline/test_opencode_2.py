"""opencode's database since its version 2: one table of messages that hold their parts, beside the older as it was."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.pipeline.test_documents import ASKED, TOKENS, ask, loaded

BEGIN = 1786000000000
MODEL = {"id": "claude-sonnet-4-5", "providerID": "anthropic"}
STEP = {
    "type": "assistant",
    "model": MODEL,
    "tokens": TOKENS,
    "content": [
        {"type": "reasoning", "text": "Hm."},
        {
            "type": "tool",
            "id": "c1",
            "name": "shell",
            "state": {"status": "completed", "input": {"command": "ls"}, "content": [{"type": "text", "text": "oar"}]},
            "time": {"created": BEGIN + 3, "completed": BEGIN + 4},
        },
        {"type": "text", "text": "An oar."},
    ],
}
SAID: dict[str, list[dict[str, Any]]] = {
    "ses_1": [
        {"type": "system", "text": "You are an agent."},
        {"type": "user", "text": "What is here?", "files": [{"name": "a.png", "mime": "image/png"}]},
        {"type": "model-switched", "model": MODEL},
        {"type": "synthetic", "text": "The tide is in."},
        STEP,
        {"type": "shell", "command": "pwd", "exit": 1, "output": "no"},
        {"type": "compaction", "summary": "Oars.", "model": MODEL, "tokens": {"input": 7, "output": 3}},
        {"type": "assistant", "model": MODEL, "content": [], "error": {"type": "api", "message": "overloaded"}},
        {"type": "ferry", "words": "unknown"},
        {"type": "idle"},
    ],
    "ses_fork": [{"type": "user", "text": "What is here?"}, STEP],
    "ses_headless": [{"type": "user", "text": "Whose am I?"}],
}


def second(connection: sqlite3.Connection, sessions: str = "session_v2") -> None:
    """Two sessions, one a fork of the other, and messages of one that has no row of its own."""
    connection.execute(f"create table if not exists {sessions} (id, parent_id, directory, title, time_created)")
    connection.execute("create table session_message (id, session_id, type, seq, time_created, data)")
    for own in ("ses_1", "ses_fork"):
        connection.execute(f"insert into {sessions} values (?, null, '/w', 'Boats', ?)", [own, BEGIN])
    for own, told in SAID.items():
        for place, one in enumerate(told):
            at = BEGIN + (1000 if one is STEP else place)
            data = json.dumps({"time": {"created": at}, **one, "type": None})
            values = [f"msg_{own}_{place}", own, one["type"], place, at, data]
            connection.execute("insert into session_message values (?, ?, ?, ?, ?, ?)", values)


def test_its_messages_are_read_from_their_rows_and_a_fork_s_copies_count_once(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "opencode.db")) as owner:
        second(owner)
        owner.commit()
    database = loaded(tmp_path, tmp_path / "opencode.db")
    told = ask(
        database,
        "select kind, is_hidden, text from core.messages where conversation_id = 'ses_1' order by tour_in",
    )
    assert told == [
        ("text", True, "You are an agent."),
        ("text", False, "What is here?"),
        ("text", True, "The tide is in."),
        ("thoughts", False, "Hm."),
        ("code", False, '{"command": "ls"}'),
        ("tool_output", False, "oar"),
        ("text", False, "An oar."),
        ("code", False, '{"command": "pwd"}'),
        ("tool_output", False, "no"),
        ("recap", True, "Oars."),
        ("error", False, "overloaded"),
        ("unknown", False, ""),
    ]
    assert ask(database, "select sum(input_tokens_reported), sum(output_tokens_reported) from v1.messages") == [
        (957, 53)
    ]
    assert ask(database, "select status from core.tool_calls where conversation_id = 'ses_1' order by ordinal") == [
        ("success",),
        ("error",),
    ]
    assert ask(database, "select title from core.conversations where conversation_id = 'ses_headless'") == [
        ("Whose am I?",)
    ]
    assert ask(database, "select reason, detail from core.load_issues") == [("unknown content type", "ferry")]


def test_a_session_is_read_from_one_of_both_generations(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "opencode.db")) as owner:
        owner.execute("create table session (id, parent_id, directory, title, time_created)")
        owner.execute("create table message (id, session_id, data)")
        owner.execute("create table part (id, message_id, session_id, data)")
        for own in ("ses_1", "ses_old"):
            owner.execute("insert into session values (?, null, '/w', 'As it was', ?)", [own, BEGIN])
            owner.execute("insert into message values (?, ?, ?)", [f"old_{own}", own, json.dumps(ASKED)])
            part = json.dumps({"type": "text", "text": "Of old"})
            owner.execute("insert into part values ('p', ?, ?, ?)", [f"old_{own}", own, part])
        second(owner)
        owner.commit()
    database = loaded(tmp_path, tmp_path / "opencode.db")
    assert ask(database, "select conversation_id, title from core.conversations order by 1") == [
        ("ses_1", "Boats"),
        ("ses_fork", "Boats"),
        ("ses_headless", "Whose am I?"),
        ("ses_old", "As it was"),
    ]
    assert ask(database, "select count(*) from core.messages where text = 'Of old'") == [(1,)]
