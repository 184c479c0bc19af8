"""The generator of big Claude exports: deterministic, streaming, of every kind of block, and loadable."""

import json
import tracemalloc
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from etl.commands.cli import main
from tests.bench.generate_claude import generate


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "export.zip"
    generate(path, 2, seed=7)
    return path


def _chats(path: Path) -> list[dict[str, Any]]:
    with zipfile.ZipFile(path) as archive:
        chats: list[dict[str, Any]] = json.loads(archive.read("conversations.json"))
        return chats


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("first", 3), ("second", 3), ("other", 4)):
        generate(tmp_path / f"{name}.zip", 0.3, seed=seed)
    first, second, other = ((tmp_path / f"{name}.zip").read_bytes() for name in ("first", "second", "other"))
    assert first == second
    assert first != other


def test_an_export_has_every_kind_of_block_attachments_and_branches(export: Path) -> None:
    messages = [message for chat in _chats(export) for message in chat["chat_messages"]]
    kinds = Counter(block["type"] for message in messages for block in message["content"])
    assert set(kinds) == {"text", "thinking", "tool_use", "tool_result"}
    assert kinds["tool_use"] == kinds["tool_result"]
    assert 0.05 < sum(bool(message["attachments"]) for message in messages) / len(messages) * 2 < 0.12
    parents = Counter(message["parent_message_uuid"] for message in messages)
    assert sum(children > 1 for children in parents.values()) > 5


def test_a_load_finds_nothing_odd_in_it(export: Path, tmp_path: Path) -> None:
    command = ["load", str(export), "--db", str(tmp_path / "chats.duckdb"), "--strict"]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    assert f"{len(_chats(export))} new" in result.stderr


def test_the_generator_holds_no_more_for_a_bigger_export(tmp_path: Path) -> None:
    assert _peak(tmp_path, 2) < 1.5 * _peak(tmp_path, 0.5) + 2_000_000


def _peak(folder: Path, megabytes: float) -> int:
    tracemalloc.start()
    try:
        generate(folder / f"{megabytes}.zip", megabytes, seed=5)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_the_benchmark_compares_both_providers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("psutil", reason="the benchmark needs the extra bench: psutil")
    from tests.bench.claude import main as compare

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    compare(["--mb", "1", "--runs", "1"])
    printed = capsys.readouterr().out
    assert {line.split()[0] for line in printed.splitlines() if line} >= {"chatgpt", "claude"}
    assert "claude / chatgpt, seconds" in printed
