"""Shapes of agents' logs at which other readers are known to have lost tokens, words or failures."""

import json
from pathlib import Path
from typing import Any

import pytest

from etl.rows.conversation import Flat
from etl.rows.details import ToolCall
from etl.transform.providers import cline, goose, iflow, opencode, qwen_code
from tests.conftest import ROOT
from tests.transform.providers.log_cases import ask, loaded

BEGIN = 1786000000000
SUM = '{"tokensIn": 500, "tokensOut": 60, "cacheWrites": 7, "cacheReads": 100, "cost": 0.02}'


def used(flat: Flat) -> list[tuple[Any, ...]]:
    rows = [row for row in flat.messages if row.output_tokens_reported is not None]
    return [(row.node_id, row.input_tokens_reported, row.output_tokens_reported) for row in rows]


def texts(flat: Flat) -> list[tuple[Any, Any]]:
    return [(row.kind, row.text) for row in flat.messages]


def noted(flat: Flat) -> list[str]:
    return [issue.reason for issue in flat.issues]


@pytest.mark.parametrize("kind", ["deleted_api_reqs", "subagent_usage"])
def test_what_a_task_paid_and_shows_nowhere_is_counted(kind: str) -> None:
    told = [
        ("text", "Mend it"),
        (kind, SUM),
        (kind, '{"tokensIn": 0}'),
        (kind, "half {"),
        ("completion_result", "Done"),
    ]
    messages = [{"ts": ts, "type": "say", "say": say, "text": words} for ts, (say, words) in enumerate(told, BEGIN)]
    flat = cline.flatten({"messages": messages, "member": "tasks/1/ui_messages.json"})
    assert used(flat) == [(str(BEGIN + 1), 607, 60)]
    assert str(flat.messages[1].usd_logged) == "0.020000000000"
    assert [text for _, text in texts(flat)] == ["Mend it", "", "Done"]
    assert noted(flat) == []
    assert len(flat.messages) + flat.drops.total() == len(messages)


@pytest.mark.parametrize(("thoughts", "total", "output"), [(90, 1100, 100), (9, 1010, 10), (90, None, 100), (9, 0, 10)])
def test_thoughts_stand_beside_the_answer_where_the_total_says_so(
    thoughts: int, total: int | None, output: int
) -> None:
    told = {"promptTokenCount": 1000, "candidatesTokenCount": 10, "thoughtsTokenCount": thoughts}
    row = {"uuid": "a", "sessionId": "s", "type": "assistant", "message": {"parts": [{"text": "Two."}]}}
    flat = qwen_code.flatten(
        {"rows": [row | {"usageMetadata": told | {"totalTokenCount": total}}], "member": "s.jsonl"}
    )
    assert used(flat) == [("a", 1000, output)]
    assert flat.messages[0].reasoning_tokens_reported == thoughts


def test_a_tool_s_answer_is_all_its_parts_and_why_there_is_none() -> None:
    parts = [{"functionResponse": {"response": {"output": "A"}}}, {"text": "B"}]
    parts += [{"functionResponse": {"response": {"error": "not found"}}}]
    result = {"type": "tool_result", "tool_use_id": "c", "content": {"callId": "c", "responseParts": parts}}
    row = {"uuid": "1", "sessionId": "session-1", "type": "user", "message": {"role": "user", "content": [result]}}
    flat = iflow.flatten({"rows": [row], "member": "session-1.jsonl"})
    assert texts(flat) == [("tool_output", "A\nB\nnot found")]
    assert [one.status for one in flat.details if isinstance(one, ToolCall)] == ["error"]


def test_reasoning_is_thoughts_and_a_damaged_message_is_noted() -> None:
    content = [{"type": "reasoning", "text": "Hm."}, {"type": "text", "text": "Two."}]
    messages = [{"id": "a", "role": "assistant", "content": content}, {"id": "b", "role": "user", "content": None}]
    flat = goose.flatten({"id": "s", "messages": messages, "ledger": []})
    assert texts(flat) == [("thoughts", "Hm."), ("text", "Two.")]
    assert noted(flat) == ["a field of another type than expected"]


def test_a_message_without_a_role_is_noted() -> None:
    flat = opencode.flatten({"info": {"id": "ses_1"}, "messages": [{"id": "msg_1", "type": "user", "text": "Why?"}]})
    assert noted(flat) == ["an event of an unknown type that bears a message"]


def test_a_recap_is_kept_and_what_it_cost_is_counted_without_tokens(tmp_path: Path) -> None:
    sample = ROOT / "samples" / "cline" / "hinge_2026.json"
    database, task = tmp_path / "c.duckdb", tmp_path / "tasks" / "1" / "ui_messages.json"
    task.parent.mkdir(parents=True)
    task.write_text(json.dumps(json.loads(sample.read_text("utf-8"))[0]["messages"]), "utf-8")
    loaded(database, task)
    recaps = ask(database, "select text, usd_logged::varchar from core.messages where kind = 'recap' order by tour_in")
    assert recaps == [("One hinge of three is oiled.", "0.012500000000"), ("Two hinges are left.", "0.012400000000")]
    (told,) = ask(database, "select requests_logged, usd_logged::varchar, requests_reported from v1.cost_audit")
    assert told == (4, "0.528200000000", 2)
