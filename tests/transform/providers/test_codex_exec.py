"""What ``codex exec --json`` prints: its answers and calls are messages, its sums of tokens are counted once."""

from pathlib import Path

from etl.checks.verify import verify
from tests.conftest import ROOT
from tests.transform.providers.log_cases import ask, loaded, written

SAMPLE = ROOT / "samples" / "codex" / "exec_2026.jsonl"
REPORTED = """select input_tokens_reported, cached_tokens_reported, output_tokens_reported, model_slug
    from core.messages where input_tokens_reported is not null order by position"""


def test_the_sums_of_a_thread_become_what_each_turn_used(tmp_path: Path) -> None:
    loaded(tmp_path / "c.duckdb", SAMPLE)
    assert ask(tmp_path / "c.duckdb", REPORTED) == [(20000, 15000, 300, "gpt-5.4"), (12000, 11000, 40, "gpt-5.4")]
    assert verify(tmp_path / "c.duckdb", [SAMPLE]).is_complete


def test_a_run_beside_the_log_of_its_thread_is_a_conversation_of_its_own(tmp_path: Path) -> None:
    name = "019e0000-0000-7000-8000-0000000000e1"
    head = {"timestamp": "2026-05-04T06:00:00Z", "type": "session_meta", "payload": {"id": name}}
    said = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "When?"}]}
    row = {"timestamp": "2026-05-04T06:00:00Z", "type": "response_item", "payload": said}
    loaded(tmp_path / "c.duckdb", SAMPLE, written(tmp_path / "rollout.jsonl", head, row))
    found = ask(tmp_path / "c.duckdb", "select conversation_id, export_format from core.conversations order by all")
    assert found == [(name, "envelope"), (f"{name}/exec", "exec")]


def test_what_a_run_does_not_tell_is_unknown_and_its_tokens_are_kept(tmp_path: Path) -> None:
    used = {"input_tokens": 120, "cached_input_tokens": 20, "output_tokens": 30}
    path = written(tmp_path / "run.jsonl", {"type": "turn.started"}, {"type": "turn.completed", "usage": used})
    loaded(tmp_path / "c.duckdb", path)
    assert ask(tmp_path / "c.duckdb", REPORTED) == [(120, 20, 30, None)]
    assert ask(tmp_path / "c.duckdb", "select conversation_id from core.conversations") == [("run",)]


def test_every_kind_of_item_is_kept(tmp_path: Path) -> None:
    loaded(tmp_path / "c.duckdb", SAMPLE)
    calls = ask(tmp_path / "c.duckdb", "select tool_name, status from core.tool_calls order by tool_name")
    assert [name for name, _ in calls] == ["apply_patch", "mcp__harbour__moor", "shell", "update_plan", "web_search"]
    assert ask(tmp_path / "c.duckdb", "select text from core.messages where role = 'system'") == [
        ("stream disconnected, retrying",)
    ]
    texts = {text for (text,) in ask(tmp_path / "c.duckdb", "select text from core.messages")}
    assert {"high 06:10\n", "**Looking for the tide table**"} <= texts
    assert any(text and "berth taken" in text for text in texts)
