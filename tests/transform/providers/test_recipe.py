"""CONTRIBUTING's recipe for a provider, followed by machine: its package, its chats, its commands, its rows."""

import shlex
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from etl.commands.cli import main
from etl.rows.conversation import Flat
from etl.transform.providers import PROVIDERS
from etl.transform.providers.plugins import PARTS
from etl.transform.providers.registry import registry
from tests.transform.providers.plugin_cases import PACKAGE, Site, block, chats
from tests.transform.providers.provider_rows import conversations, lines


def test_the_commands_of_the_recipe_do_what_they_say(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build(tmp_path / "toy")
    chats(tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = [CliRunner().invoke(main, words[1:]) for words in _commands() if words[0] == "etl"]
    assert [run.exit_code for run in ran] == [0, 0, 0], [run.output for run in ran]
    loaded, verified, reported = ran
    assert "Read      1 conversation " in loaded.stderr
    assert "Asked     chatlake-toy 1.0 beside our own providers" in loaded.stderr
    assert "1 new" in loaded.stderr
    assert "3 messages written" in loaded.stderr
    assert "Everything that could be read is in the database." in verified.stderr
    assert "A name for a boat" in reported.stdout
    with duckdb.connect("chats.duckdb", read_only=True) as connection:
        asked = "select provider, role, model_slug, text from v1.messages order by position"
        assert connection.execute(asked).fetchall() == [
            ("toy", "user", None, "Name my boat."),
            ("toy", "assistant", "toy-1", "Call it Otter."),
            ("toy", "user", None, "Why?"),
        ]


def test_the_sample_of_the_recipe_becomes_its_rows(
    site: Site, tmp_path: Path, expect: Callable[[str, str], None]
) -> None:
    site.install()
    (package,) = registry([PACKAGE]).packages
    (provider,) = package.providers
    (raw,) = conversations(chats(tmp_path))
    flat = provider.flatten(raw)
    assert isinstance(flat, Flat)
    expect("contributing/chats.jsonl", "\n".join(lines(flat, provider.KNOWN)) + "\n")


def test_the_recipe_keeps_the_contract_as_ours_do(site: Site, tmp_path: Path) -> None:
    site.install()
    (raw,) = conversations(chats(tmp_path))
    assert [one.NAME for one in registry([PACKAGE]) if one.recognises(raw)] == ["toy"]
    odd: dict[str, object] = {
        "id": "x",
        "turns": [1, None, {}, {"by": [], "text": {}, "at": "?", "model": 4}, {"text": "t"}],
    }
    found = registry([PACKAGE]).recognise(odd)
    assert found is not None
    flat = found.flatten(odd)
    assert flat.conversation.nodes == len(flat.messages) + flat.drops.total() == 5
    assert found.expected({"turns": 1}) is None
    assert all(set(PARTS) <= set(dir(one)) for one in PROVIDERS)


def _commands() -> list[list[str]]:
    return [shlex.split(line) for line in block("sh").splitlines()]
