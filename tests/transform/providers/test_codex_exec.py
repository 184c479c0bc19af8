"""What ``codex exec --json`` prints: its answers and calls are messages, its sums of tokens are counted once."""

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

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
    assert [(one.partition("/exec-")[0], form) for one, form in found] == [(name, "envelope"), (name, "exec")]


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


THREAD = "019e0000-0000-7000-8000-0000000000f1"
BILLED = "select sum(input_visible), sum(output_visible) from v1.request_costs"


def _used(fresh: int, cached: int, output: int) -> dict[str, int]:
    return {"input_tokens": fresh, "cached_input_tokens": cached, "output_tokens": output}


def _run(path: Path, said: str, used: dict[str, int]) -> Path:
    """What one run printed; its sum is that of the session so far."""
    head = {"type": "thread.started", "thread_id": THREAD}
    item = {"id": "item_0", "type": "agent_message", "text": said}
    return written(
        path,
        head,
        {"type": "turn.started"},
        {"type": "item.completed", "item": item},
        {"type": "turn.completed", "usage": used},
    )


def _rollout(path: Path, *answers: tuple[str, dict[str, int], dict[str, int]]) -> Path:
    """The session's own log: of each answer its text, what it used, and the sum so far."""
    rows: list[tuple[str, dict[str, Any]]] = [("session_meta", {"id": THREAD}), ("turn_context", {"model": "gpt-5.4"})]
    for said, last, total in answers:
        content = [{"type": "output_text", "text": said}]
        rows.append(("response_item", {"type": "message", "role": "assistant", "content": content}))
        info = {"last_token_usage": last, "total_token_usage": total}
        rows.append(("event_msg", {"type": "token_count", "info": info}))
    times = [f"2026-05-04T06:00:{place:02d}Z" for place in range(len(rows))]
    pairs = zip(times, rows, strict=True)
    return written(path, *({"timestamp": time, "type": kind, "payload": held} for time, (kind, held) in pairs))


def _loaded_in_turn(database: Path, paths: Sequence[Path]) -> list[tuple[Any, ...]]:
    for path in paths:
        loaded(database, path)
        assert verify(database, [path]).is_complete
    return [tuple(map(int, row)) for row in ask(database, BILLED)]


FIRST, BOTH = _used(2000, 500, 80), _used(3700, 1500, 100)


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_runs_of_one_session_are_kept_apart_and_each_counts_what_it_added(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    runs = [_run(tmp_path / "a.jsonl", "High at 06:10.", FIRST), _run(tmp_path / "b.jsonl", "Low at 12:20.", BOTH)]
    assert _loaded_in_turn(tmp_path / "c.duckdb", [runs[place] for place in order]) == [(3700, 100)]
    texts = ask(tmp_path / "c.duckdb", "select text from v1.messages where text <> '' order by text")
    assert texts == [("High at 06:10.",), ("Low at 12:20.",)]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_session_and_what_its_runs_printed_are_billed_once_in_any_order(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    answers = [("High at 06:10.", FIRST, FIRST), ("Low at 12:20.", _used(1700, 1000, 20), BOTH)]
    logs = [
        _run(tmp_path / "a.jsonl", "High at 06:10.", FIRST),
        _run(tmp_path / "b.jsonl", "Low at 12:20.", BOTH),
        _rollout(tmp_path / "rollout.jsonl", *answers),
    ]
    assert _loaded_in_turn(tmp_path / "c.duckdb", [logs[place] for place in order]) == [(3700, 100)]
    asked = "select conversation_id, count(*) from v1.messages group by all"
    assert ask(tmp_path / "c.duckdb", asked) == [(THREAD, 2)], "the session's own log has every message"


def test_a_session_whose_log_tells_of_fewer_requests_than_a_run_wins_all_the_same(tmp_path: Path) -> None:
    run = _run(tmp_path / "a.jsonl", "High at 06:10.", FIRST)
    with run.open("a") as more:
        more.write('{"type":"item.completed","item":{"id":"item_1","type":"agent_message","text":"Low."}}\n')
        more.write('{"type":"turn.completed","usage":{"input_tokens":3700,"output_tokens":100}}\n')
    rollout = _rollout(tmp_path / "rollout.jsonl", ("High at 06:10. Low.", BOTH, BOTH))
    assert _loaded_in_turn(tmp_path / "c.duckdb", [run, rollout]) == [(3700, 100)]


def test_a_run_that_grows_stays_the_same_conversation(tmp_path: Path) -> None:
    run = _run(tmp_path / "a.jsonl", "High at 06:10.", FIRST)
    whole = run.read_text()
    run.write_text("".join(whole.splitlines(keepends=True)[:3]))
    loaded(tmp_path / "c.duckdb", run)
    run.write_text(whole)
    assert _loaded_in_turn(tmp_path / "c.duckdb", [run]) == [(2000, 80)]
    assert len(ask(tmp_path / "c.duckdb", "select 1 from core.conversations")) == 1
