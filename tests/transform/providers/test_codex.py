"""Codex's logs: three generations, and which request a report of tokens belongs to."""

from pathlib import Path
from typing import Any

from etl.checks.verify import verify
from etl.rows.conversation import Flat
from etl.transform.providers import codex
from etl.transform.providers.codex.tokens import Meter
from etl.transform.providers.registry import OURS
from tests.conftest import ROOT
from tests.transform.providers.log_cases import ask, loaded
from tests.transform.providers.provider_rows import conversations

SAMPLES = ROOT / "samples" / "codex"


def flat(name: str) -> Flat:
    (raw,) = conversations(SAMPLES / f"{name}.jsonl")
    assert OURS.recognise(raw) is codex
    return codex.flatten(raw)


def reported(name: str) -> list[tuple[Any, ...]]:
    return [
        (row.kind, row.input_tokens_reported, row.cached_tokens_reported, row.output_tokens_reported)
        for row in flat(name).messages
        if row.input_tokens_reported is not None
    ]


def test_a_report_belongs_to_the_request_before_it_and_one_told_again_to_none() -> None:
    assert reported("envelope_2026") == [("thoughts", 9000, 4000, 150), ("text", 9200, 8960, 30)]
    thoughts, call = [row for row in flat("envelope_2026").messages if row.role == "assistant"][:2]
    assert call.request_node_id == thoughts.node_id == thoughts.request_node_id


def test_where_only_sums_are_told_a_request_is_the_difference() -> None:
    assert reported("totals_2026") == [("text", 1000, 0, 10), ("code", 1100, 1000, 50), ("empty", 500, 0, 20)]


def test_a_sum_that_was_told_with_the_last_request_is_the_one_before() -> None:
    meter = Meter()
    total = {"input_tokens": 100, "cached_input_tokens": 10, "output_tokens": 5}
    assert meter.read({"last_token_usage": total, "total_token_usage": total})
    more = meter.read({"total_token_usage": {"input_tokens": 150, "cached_input_tokens": 40, "output_tokens": 9}})
    assert more is not None
    assert more[0][:5] == (50, 30, 0, 0, 4)


def test_what_was_written_to_the_cache_and_reasoned_is_part_of_input_and_output() -> None:
    told = {"input_tokens": 25000, "cached_input_tokens": 1000, "cache_write_input_tokens": 22000}
    found = Meter().read({"last_token_usage": told | {"output_tokens": 400, "reasoning_output_tokens": 90}})
    assert found is not None
    assert found[0][:6] == (25000, 1000, 22000, 0, 400, 90)


def test_more_cached_than_sent_is_all_of_it_cached() -> None:
    assert reported("odd_rows") == [("unknown", 70, 70, 5)]


def test_the_model_and_its_effort_are_those_of_the_turn() -> None:
    answers = [row for row in flat("envelope_2026").messages if row.role == "assistant"]
    assert {(row.model_slug, row.thinking_effort) for row in answers} == {("gpt-5.4-thinking", "high")}


def test_what_the_program_puts_in_is_hidden() -> None:
    seen = [row.text for row in flat("envelope_2026").messages if row.role != "assistant" and not row.is_hidden]
    assert seen == ["When does the last ferry leave?", "23:40\n"]
    assert flat("envelope_2026").conversation.title == "When does the last ferry leave?"


def test_older_generations_name_their_session_and_pair_their_calls() -> None:
    for name, tool, status in (("direct_2025", "local_shell", "success"), ("legacy_2025", "shell", "error")):
        found = flat(name)
        assert found.conversation.conversation_id.startswith("0a000000")
        (call,) = [row for row in found.details if type(row).__name__ == "ToolCall"]
        assert (call.tool_name, call.status) == (tool, status)  # type: ignore[union-attr]


def test_a_folder_of_logs_has_a_conversation_a_file_named_by_it_where_its_head_is_lost(
    tmp_path: Path,
) -> None:
    for place, path in enumerate(sorted(SAMPLES.glob("*.jsonl"))):
        copied = tmp_path / "sessions" / f"2026/0{place + 1}" / f"rollout-{path.name}"
        copied.parent.mkdir(parents=True)
        copied.write_bytes(path.read_bytes())
    _, *rest = (SAMPLES / "direct_2025.jsonl").read_text("utf-8").splitlines(keepends=True)
    headless = tmp_path / "sessions" / "rollout-7.jsonl"
    headless.write_text("".join(rest), "utf-8")
    loaded(tmp_path / "c.duckdb", tmp_path / "sessions")
    found = ask(tmp_path / "c.duckdb", "select conversation_id from core.conversations where provider = 'codex'")
    assert len(found) == 7
    assert ("rollout-7",) in found
    verified = verify(tmp_path / "c.duckdb", [headless])
    assert (verified.is_complete, verified.conversations, verified.unknown) == (True, 1, 0)
