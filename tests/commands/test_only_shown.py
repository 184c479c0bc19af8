"""What is only shown changes nothing, and what is not found is looked for in a place that is named."""

import re
from pathlib import Path

import pytest

from tests.export.export_cases import etl


def test_showing_what_would_be_sent_leaves_the_database_alone(filled: Path) -> None:
    before = filled.stat().st_ino, filled.read_bytes()
    result = etl("categorize", "--db", filled, "--ai", "--show", "--base-url", "http://127.0.0.1:1/v1")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout
    assert (filled.stat().st_ino, filled.read_bytes()) == before


@pytest.mark.parametrize(
    ("option", "variable", "folder"),
    [("--claude-code", "CLAUDE_CONFIG_DIR", "projects"), ("--codex", "CODEX_HOME", "sessions")],
)
def test_where_there_are_no_logs_the_place_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str, variable: str, folder: str
) -> None:
    monkeypatch.setenv(variable, str(tmp_path))
    place = tmp_path / folder
    for _ in range(2):
        result = etl("load", option, "--db", tmp_path / "chats.duckdb")
        assert result.exit_code == 1
        assert re.match(f"Error: There are no logs of C[a-z C]+ in {place}.*; give the folder", result.stderr)
        assert "conversations.json" not in result.stderr
        (place / "empty").mkdir(parents=True, exist_ok=True)
