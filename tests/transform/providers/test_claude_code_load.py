"""Logs on their way in: folders, default places, what is too large, and that they agree with what was loaded."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from etl.checks.verify import verify
from etl.commands.cli import main
from etl.extract.archive import exports
from etl.pipeline.blocks import is_log_of_events, pieces
from etl.transform.providers.registry import OURS
from tests.conftest import ROOT
from tests.transform.providers.log_cases import answered as answer
from tests.transform.providers.log_cases import ask, asked, loaded, usage, written

SAMPLES = ROOT / "samples"
LOGS = sorted([*(SAMPLES / "claude_code").glob("*.jsonl"), *(SAMPLES / "codex").glob("*.jsonl")])


def projects(home: Path) -> Path:
    folder = home / "projects" / "-home-otto-bakery"
    written(folder / "s1.jsonl", asked("a", None, "Hi"), answer("b", "a", usage(5, 3)))
    agent: dict[str, Any] = {"isSidechain": True, "agentId": "x1"}
    written(folder / "s1" / "subagents" / "agent-x1.jsonl", asked("p", None, "Look", **agent))
    return home


def test_lines_beside_conversations_stay_companions(tmp_path: Path) -> None:
    (tmp_path / "conversations.json").write_text("[]", "utf-8")
    projects(tmp_path)
    (export,) = exports([tmp_path])
    assert [member.name for member in export.conversations] == ["conversations.json"]


@pytest.mark.parametrize("path", LOGS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_sample_s_log_is_read_as_one(path: Path) -> None:
    (export,) = exports([path])
    assert list(pieces(export.members[0], OURS)) == export.members


def test_conversations_a_line_are_no_log(tmp_path: Path) -> None:
    path = tmp_path / "chats.jsonl"
    path.write_text('{"title": "t", "mapping": {}, "id": "c"}\n' * 3, "utf-8")
    with path.open("rb") as stream:
        assert not is_log_of_events(stream, OURS)


def test_an_event_longer_than_what_is_read_at_once_is_seen(tmp_path: Path) -> None:
    path = written(tmp_path / "s.jsonl", asked("a", None, "x" * 300_000))
    with path.open("rb") as stream:
        assert is_log_of_events(stream, OURS)


def test_what_was_loaded_is_what_the_logs_hold(tmp_path: Path) -> None:
    loaded(tmp_path / "c.duckdb", *LOGS)
    found = verify(tmp_path / "c.duckdb", LOGS)
    assert found.is_complete
    assert found.conversations == len(LOGS)


def test_the_default_place_is_loaded_by_an_option_to_its_depth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUDE_CONFIG_DIR", str(projects(tmp_path / "home")))
    monkeypatch.setenv("CODEX_HOME", str(tmp_path / "nowhere"))
    database = tmp_path / "c.duckdb"
    done = CliRunner().invoke(main, ["load", "--claude-code", "--db", str(database)])
    assert done.exit_code == 0, done.output
    found = ask(database, "select conversation_id, origin from core.conversations order by all")
    assert found == [("s1", None), ("s1/x1", "subagent")]
    missing = CliRunner().invoke(main, ["load", "--codex", "--db", str(database)])
    assert missing.exit_code != 0
    assert "There are no logs of Codex in" in missing.output


def test_a_load_of_nothing_says_what_is_missing(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["load", "--db", str(tmp_path / "c.duckdb")])
    assert done.exit_code == 2
    assert "EXPORTS" in done.output


def test_a_message_of_an_event_nobody_knows_is_named(tmp_path: Path) -> None:
    odd, known = (asked(name, "a", "Mend the gate.") | {"type": name} for name in ("vser", "progress"))
    loaded(tmp_path / "chats.duckdb", written(tmp_path / "s1.jsonl", asked("a", None, "Hi"), odd, known))
    found = ask(tmp_path / "chats.duckdb", "select severity, reason, detail from v1.load_issues")
    assert found == [("warning", "an event of an unknown type that bears a message", "vser")]
