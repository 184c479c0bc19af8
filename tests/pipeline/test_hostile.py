"""Exports made to do harm: a defined result, in bounded time, and what is sound beside it."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from etl.commands.cli import main
from tests.chatgpt_export import chain, said

SOUND = json.dumps(chain(said("user", "hello"), conversation_id="sound"))
HEAD = '{"title": "x", "create_time": 1, "mapping": '


def test_a_long_integer_at_the_very_beginning(tmp_path: Path) -> None:
    first = json.dumps(chain(conversation_id="long")).replace("1.0", "9" * 5_000)
    assert "2 new" in load(tmp_path, f"[{first.replace(chr(34) + 'title', chr(34) + 'name')}, {SOUND}]").stderr


def test_conversations_that_only_begin(tmp_path: Path) -> None:
    assert "1 new" in load(tmp_path, f"[{SOUND}, {HEAD * 50_000}").stderr


def test_of_very_many_other_values_only_some_have_an_issue_each(tmp_path: Path) -> None:
    other = json.dumps("x" * 100)
    assert "not an object (101)" in load(tmp_path, "[" + f"{other}," * 30_000 + f"1, {SOUND}]").stderr


def test_a_lone_surrogate_beside_another_value_is_known_again(tmp_path: Path) -> None:
    odd = json.dumps([[1], chain(said("user", "\ud800"), conversation_id="odd")])
    assert "1 new" in load(tmp_path, odd).stderr
    assert "0 new, 0 changed, 1 unchanged" in load(tmp_path, odd).stderr


def load(folder: Path, text: str) -> Result:
    path = folder / "conversations.json"
    path.write_text(text)
    result = CliRunner().invoke(main, ["load", str(path), "--db", str(folder / "chats.duckdb")], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result
