"""Files in which agents keep, kept or write out their sessions beside the usual: read once, or named."""

import json
from pathlib import Path
from typing import Any

import pytest

from etl.transform.providers import vscode_chat
from tests.transform.providers.log_cases import ask, loaded, written

TEXTS = "select provider, list(text order by tour_in) from core.messages group by all order by all"


USED = {"inputTokens": 1000, "outputTokens": 20, "cacheReadTokens": 700, "cacheWriteTokens": 100, "cost": 0.01}
CALL = {"type": "tool_use", "id": "t1", "name": "read_file", "input": {"path": "gate.py"}}
SAID = {"type": "tool_result", "tool_use_id": "t1", "content": [{"type": "text", "text": "squeak"}]}
MESSAGES: list[dict[str, Any]] = [
    {"role": "user", "content": [{"type": "text", "text": "Mend the gate"}]},
    {
        "id": "a1",
        "role": "assistant",
        "ts": 1786000000000,
        "content": [{"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": "I look."}, CALL],
        "modelInfo": {"id": "claude-sonnet-4-5", "provider": "anthropic"},
        "metrics": USED,
    },
    {"role": "user", "content": [SAID]},
    {
        "role": "assistant",
        "ts": 1786000001000,
        "content": "Done.",
        "metrics": {"inputTokens": 5, "outputTokens": 1},
    },
]


def put(path: Path, value: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), "utf-8")
    return path


def notes(database: Path) -> list[Any]:
    return [one for (one,) in ask(database, "select reason from core.load_issues order by 1")]


def test_a_session_of_cline_s_version_4_is_read_with_what_each_answer_used(tmp_path: Path) -> None:
    session: dict[str, Any] = {"version": 1, "agent": "lead", "sessionId": "s1", "messages": MESSAGES}
    home = tmp_path / "sessions" / "s1"
    put(home / "s1.messages.json", session)
    put(home / "a7.messages.json", session | {"agent": "subagent", "messages": MESSAGES[:1]})
    put(home / "s1.json", {"session_id": "s1", "metadata": {"title": "Gate"}})
    put(home / "s1.compaction.json", {"version": 1, "messages": MESSAGES[:1]})
    loaded(tmp_path / "c.duckdb", tmp_path / "sessions")
    database = tmp_path / "c.duckdb"
    told = "select list(text order by tour_in) from core.messages where conversation_id = 's1'"
    words = ["Mend the gate", "Hm.", '{"path": "gate.py"}', "I look.", "squeak", "Done."]
    assert ask(database, told) == [(words,)]
    assert ask(database, "select parent_conversation_id, agent_id from core.conversations order by all") == [
        ("s1", "a7"),
        (None, None),
    ]
    billed = "select input_visible, cached_default, output_visible, usd_logged::varchar, model from v1.request_costs"
    assert ask(database, f"{billed} order by 1") == [
        (5, 0, 1, None, "claude-sonnet-4-5"),
        (1000, 700, 20, "0.010000000000", "claude-sonnet-4-5"),
    ]
    assert notes(database) == ["a file beside a session, with its title or a recap, that is not read"] * 2


GOOSE = [
    {"role": "user", "created": 1760083200, "content": [{"type": "text", "text": "Cut the reeds?"}]},
    {"role": "assistant", "created": 1760083205, "content": [{"type": "text", "text": "In winter."}]},
]


def test_a_session_that_goose_exported_and_a_log_of_before_its_database_are_read(tmp_path: Path) -> None:
    head = {"working_dir": "/pond", "description": "Reeds", "message_count": 2, "total_tokens": 900}
    log = written(tmp_path / "20250801_1.jsonl", head, *GOOSE)
    export = put(tmp_path / "out.json", {"id": "20251010_2", "name": "Reeds", "conversation": GOOSE, **head})
    database = tmp_path / "c.duckdb"
    loaded(database, log, export)
    told = "select conversation_id, title, project_id from core.conversations order by all"
    assert ask(database, told) == [("20250801_1/log", "Reeds", "/pond"), ("20251010_2", "Reeds", "/pond")]
    assert ask(database, "select count(*), count(distinct text) from v1.messages") == [(4, 2)]
    assert notes(database) == ["tokens told for a session as a whole"] * 2


def test_a_session_of_qwen_code_of_2025_is_its_own(tmp_path: Path) -> None:
    def session(own: str, model: str, kind: str) -> dict[str, Any]:
        asked = {"id": "1", "timestamp": "2025-10-01T10:00:00Z", "type": "user", "content": "Bread?"}
        used = {"input": 100, "output": 5, "cached": 0, "thoughts": 0, "tool": 0, "total": 105}
        said = {"id": "2", "timestamp": "2025-10-01T10:00:01Z", "type": kind, "content": "Rye.", "model": model}
        return {"sessionId": own, "projectHash": "ab", "messages": [asked, said | {"tokens": used}]}

    database = tmp_path / "c.duckdb"
    files = [
        put(tmp_path / "session-1.json", session("q1", "qwen3-coder-plus", "qwen")),
        put(tmp_path / "session-2.json", session("q2", "coder-model", "gemini")),
        put(tmp_path / "session-3.json", session("g1", "gemini-2.5-pro", "gemini")),
    ]
    loaded(database, *files)
    counted = "select provider, count(*), sum(input_tokens_reported) from core.messages group by all order by all"
    assert ask(database, counted) == [("gemini_cli", 2, 100), ("qwen_code", 4, 200)]


@pytest.mark.parametrize("is_chat_there", [False, True])
def test_a_transcript_of_a_chat_of_vs_code_counts_where_the_chat_is_not_there(
    tmp_path: Path, is_chat_there: bool
) -> None:
    def event(kind: str, second: int, **data: Any) -> dict[str, Any]:
        return {"type": kind, "id": f"e{second}", "timestamp": f"2026-07-01T08:00:{second:02}.000Z", "data": data}

    begun = event("session.start", 0, sessionId="v1", producer="copilot-agent", vscodeVersion="1.120.0")
    asked, said = event("user.message", 1, content="Add"), event("assistant.message", 2, messageId="m", content="Two.")
    place = tmp_path / "workspaceStorage" / "w"
    log = written(place / "GitHub.copilot-chat" / "transcripts" / "v1.jsonl", begun, asked, said)
    if is_chat_there:
        told = {"promptTokens": 900, "outputTokens": 30}
        request = {"requestId": "r", "timestamp": 1782892801000, "message": {"text": "Add"}}
        request |= {"response": [{"value": "Two."}], "result": {"metadata": told}, "modelId": "copilot/gpt-5"}
        put(place / "chatSessions" / "v1.json", {"version": 3, "sessionId": "v1", "requests": [request]})
    database = tmp_path / "c.duckdb"
    loaded(database, tmp_path / "workspaceStorage")
    assert log.is_file()
    assert ask(database, "select distinct provider from core.messages") == [(vscode_chat.NAME,)]
    assert ask(database, "select count(*) from v1.messages") == [(2,)]
    counted = "select count(*), sum(input_visible) filter (token_basis = 'reported') from v1.request_costs"
    assert ask(database, counted) == [(1, 900 if is_chat_there else None)]


def test_checkpoints_and_side_files_are_named_and_are_no_chats_of_another_product(tmp_path: Path) -> None:
    parts = [{"role": "user", "parts": [{"text": "Hi"}]}, {"role": "model", "parts": [{"text": "Ho"}]}]
    put(tmp_path / ".gemini" / "tmp" / "ab" / "checkpoint-fern.json", parts)
    put(tmp_path / ".qoder" / "projects" / "p" / "x-session.json", {"title": "Loft", "fork_from": "y"})
    messages = [{"id": "1", "timestamp": "2026-01-01T10:00:00Z", "type": "user", "content": "Hi"}]
    put(tmp_path / "session-1.json", {"sessionId": "g1", "projectHash": "ab", "messages": messages})
    database = tmp_path / "c.duckdb"
    loaded(database, tmp_path)
    assert ask(database, TEXTS) == [("gemini_cli", ["Hi"])]
    assert notes(database) == [
        "a checkpoint, which is not read: its chat is in the log of its session",
        "a file with a session's title and origin, which are not read",
    ]
