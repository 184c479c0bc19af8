"""etl mcp where it cannot serve, and etl skill."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.commands.cli import main


def test_without_the_sdk_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.setattr("etl.commands.mcp.find_spec", lambda name: None)
    result = CliRunner().invoke(main, ["mcp"])
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: The server for agents needs some packages more: ")
    assert result.stderr.rstrip().endswith("[mcp]'")


def test_no_key_of_a_provider_stays_in_the_environment() -> None:
    pytest.importorskip("mcp", reason="the SDK of the Model Context Protocol is not installed")
    from etl.mcp.server import without_keys

    environment = {"OPENAI_API_KEY": "1", "anthropic_api_key": "2", "X_API_KEY": "", "HOME": "/h", "API_KEYS": "3"}
    without_keys(environment)
    assert environment == {"HOME": "/h", "API_KEYS": "3"}


def test_the_skill_tells_how_to_ask(demo_database: Path, expect: Callable[[str, str], None]) -> None:
    result = CliRunner().invoke(main, ["skill", "--db", str(demo_database)])
    assert result.exit_code == 0, result.output
    expect("skill/SKILL.md", result.stdout.replace(str(demo_database.resolve()), "chats.duckdb"))


def test_the_commands_of_the_skill_work(demo_database: Path) -> None:
    import re
    import shlex

    told = CliRunner().invoke(main, ["skill", "--db", str(demo_database)]).stdout
    commands = re.findall(r"(?m)`etl (.+ --db [^`]+)`|^    etl (.+)$", told)
    assert len(commands) == 12
    for typed in commands:
        result = CliRunner().invoke(main, shlex.split("".join(typed)))
        assert result.exit_code == 0, result.output


def test_there_is_no_skill_without_a_database(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["skill", "--db", str(tmp_path / "none.duckdb")])
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: There is no none.duckdb. Make it with: etl load EXPORT\n",
    )
