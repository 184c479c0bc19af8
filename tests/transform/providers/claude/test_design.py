"""Chats of the design product: read as any other, told by their shape alone."""

from pathlib import Path
from typing import Any

import duckdb

from etl.checks.verify import verify
from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.rows.details import ToolCall
from etl.transform.providers import claude
from etl.transform.providers.registry import OURS
from tests.claude_export import packed, said, talk

BLOCKS: list[Any] = [
    {"type": "thinking", "text": "hm"},
    {"type": "text", "text": "I draw."},
    {"type": "tool_call", "id": "t", "name": "write_file", "input": {"path": "a"}, "result": "ok"},
    {"type": "error", "message": "late"},
    {"type": "text", "text": "Done."},
]
CHAT: dict[str, Any] = {
    "uuid": "d1",
    "title": "Poster",
    "created_at": "2026-08-01T10:00:00Z",
    "updated_at": "2026-08-01T10:01:00Z",
    "project": {"uuid": "p1", "name": "Hall"},
    "messages": [
        {"uuid": "m1", "role": "user", "created_at": "2026-08-01T10:00:00Z", "content": {"content": "Draw."}},
        {
            "uuid": "m2",
            "role": "assistant",
            "created_at": "2026-08-01T10:01:00Z",
            "content": {"content": "I draw.Done.", "contentBlocks": BLOCKS},
        },
    ],
}


def test_a_design_chat_is_told_by_its_shape() -> None:
    assert OURS.recognise(CHAT) is claude
    assert not claude.recognises({"uuid": "c", "messages": [{"role": "user", "content": "plain"}]})
    assert not claude.recognises({"messages": CHAT["messages"]})


def test_its_blocks_are_those_of_any_chat() -> None:
    found = claude.flatten(CHAT)
    assert [(row.role, row.kind, row.text) for row in found.messages] == [
        ("user", "text", "Draw."),
        ("assistant", "thoughts", "hm"),
        ("assistant", "text", "I draw."),
        ("assistant", "code", '{"path": "a"}'),
        ("tool", "tool_output", "ok"),
        ("assistant", "unknown", ""),
        ("assistant", "text", "Done."),
    ]
    head = found.conversation
    assert (head.title, head.project_id, head.origin, head.export_format) == ("Poster", "p1", "design", "design")
    (call,) = [row for row in found.details if isinstance(row, ToolCall)]
    assert (call.tool_name, call.status) == ("write_file", "success")
    assert [issue.reason for issue in found.issues] == ["unknown content type"]


def test_an_export_with_design_chats_holds_them_beside_the_others(tmp_path: Path) -> None:
    other = talk(said("human", "Hi"), said("assistant", "Ho"))
    export = packed(tmp_path / "export.zip", conversations=[other], design_chats__d1=CHAT)
    database = tmp_path / "chats.duckdb"
    load([export], Options(database, zone="UTC"), lambda *_: None)
    with duckdb.connect(str(database), read_only=True) as connection:
        asked = "select conversation_id, url is null, user_messages, answers from v1.conversations order by all"
        assert connection.execute(asked).fetchall() == [("c", False, 1, 1), ("d1", True, 1, 1)]
        issues = connection.execute("select reason from v1.load_issues").fetchall()
    assert ("listed, not read",) not in issues
    assert not verify(database, [export]).missing_conversations
