"""etl backfill --exact: our own numbers under the older tool's keys."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from etl.commands.cli import main
from tests.claude_export import packed, said, talk

MODEL = ("--assume-claude-model", "claude-sonnet-4-5")
CODE = "Look:\n```c++\nint i;\n```\n~~~sql\nselect 1\n\nfrom x\n~~~\nDone."


def exactly(export: Path, *arguments: str) -> Result:
    command = ["backfill", str(export), "--json-only", "--exact", "--timezone", "Europe/Zurich", *arguments]
    return CliRunner().invoke(main, command, catch_exceptions=False)


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A conversation over midnight of Zurich, with what the older tool is blind to: a paste, and fences with more."""
    thought = {"type": "thinking", "thinking": "Hm."}
    thought |= {"start_timestamp": "2025-03-01T22:01:00Z", "stop_timestamp": "2025-03-01T22:01:30Z"}
    messages = (
        said(
            "human",
            "Please tell me! Thanks.",
            created_at="2025-03-01T22:00:00Z",
            attachments=[{"file_name": "a.txt", "extracted_content": "pasted words " * 50}],
        ),
        said("assistant", thought, CODE, created_at="2025-03-01T22:02:00Z"),
        said("human", "REALLY SURE?", created_at="2025-03-01T23:10:00Z"),
        said("assistant", "Yes.", created_at="2025-03-01T23:11:00Z"),
        said("human", "displeased", created_at="2025-03-01T23:20:00Z"),
    )
    return packed(
        tmp_path_factory.mktemp("exact") / "export.zip",
        conversations=[talk(*messages, created_at="2025-03-01T22:00:00Z")],
    )


@pytest.fixture(scope="module")
def summary(export: Path) -> Any:
    path = export.with_name("summary.json")
    assert exactly(export, *MODEL, "-o", str(path)).exit_code == 0
    return json.loads(path.read_text("utf-8"))


def test_every_message_counts_on_its_own_local_day(summary: Any) -> None:
    days = summary["daily_breakdown"]
    assert [(date, day["messages"], day["sessions"]) for date, day in days.items()] == [
        ("2025-03-01", 2, 1),
        ("2025-03-02", 3, 0),
    ]
    assert summary["totals"]["hourly_activity"] == {"23": 2, "0": 3}
    assert days["2025-03-01"]["thinking_time_minutes"] == 0.5
    assert days["2025-03-02"]["user_active_minutes"] == 10.0


def test_code_and_words_are_those_of_our_views(summary: Any) -> None:
    totals = summary["totals"]
    assert (totals["total_code_blocks"], totals["total_lines_of_code"]) == (2, 3)
    assert totals["languages"] == {"sql": 2, "c++": 1}
    assert (totals["total_please_count"], totals["total_thanks_count"], totals["total_caps_rage"]) == (1, 1, 1)


def test_tokens_are_counted_and_priced_as_each_text_once(summary: Any) -> None:
    totals = summary["totals"]
    tokens_in, tokens_out = totals["total_input_tokens"], totals["total_output_tokens"]
    assert tokens_in > 100
    assert totals["total_cost"] == pytest.approx(tokens_in * 3e-6 + tokens_out * 15e-6)


def test_without_a_model_the_cost_is_unknown_and_said_to_be(export: Path) -> None:
    result = exactly(export)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: 2 answers name no model that has a price")
    assert "--assume-claude-model" in result.stderr
    assert not export.with_name("backfill_summary.json").exists()


def test_a_zone_means_nothing_to_the_older_numbers(export: Path) -> None:
    result = CliRunner().invoke(main, ["backfill", str(export), "--json-only", "--timezone", "UTC"])
    assert result.exit_code == 1
    assert "need --exact" in result.stderr
