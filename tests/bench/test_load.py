"""The benchmark itself: its contenders count the same, and it measures whole process trees."""

import sys
from pathlib import Path

import pytest

from tests.bench.contents import encoding_of
from tests.bench.generate import generate
from tests.bench.measure import measure

pytest.importorskip("orjson", reason="the benchmark needs the extra bench: orjson")
pytest.importorskip("pandas", reason="the benchmark needs the extra bench: pandas")
pytest.importorskip("psutil", reason="the benchmark needs the extra bench: psutil")

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the floor forks its processes")


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "export.zip"
    generate(path, 1, seed=2)
    return path


@POSIX
def test_floor_and_naive_count_the_same(export: Path, tmp_path: Path) -> None:
    from tests.bench.memory import run

    floor = run((sys.executable, "-m", "tests.bench.floor", str(export)))
    database = tmp_path / "naive.duckdb"
    naive = run((sys.executable, "-m", "tests.bench.naive", str(export), "--db", str(database)))
    assert floor.output == naive.output
    assert f"{measure(export)['messages']} messages" in floor.output


@POSIX
@pytest.mark.slow
def test_the_benchmark_compares_ours_with_the_floor_and_the_naive_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.bench.load import main

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    main(["--mb", "1", "--runs", "1"])
    printed = capsys.readouterr().out
    rows = {line.split()[0] for line in printed.splitlines() if line}
    assert rows >= {"ours", "again", "floor", "naive"}
    assert "ours / floor" in printed
    assert "database / JSON bytes" in printed


@POSIX
def test_the_floor_cuts_shards_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.bench.memory import run

    monkeypatch.setattr("tests.bench.generate.SHARD", 300_000)
    generate(tmp_path / "shards.zip", 1, seed=2, shards=True)
    floor = run((sys.executable, "-m", "tests.bench.floor", str(tmp_path / "shards.zip")))
    assert f"{measure(tmp_path / 'shards.zip')['messages']} messages" in floor.output


@POSIX
def test_programs_of_others_are_measured_where_they_are_installed(
    export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.bench.peers import measured

    programs, folder = tmp_path / "bin", tmp_path / "work"
    programs.mkdir()
    folder.mkdir()
    assert list(measured(export, programs, folder)) == []
    installed = programs / "llm-memex"
    installed.write_text('#!/bin/sh\ngrep -o \'"conversation_id"\' "$2" | wc -l\necho "$HOME"\n')
    installed.chmod(0o700)
    (programs / "ctk").write_text("#!/bin/sh\necho no such format\nexit 1\n")
    (programs / "ctk").chmod(0o700)
    ((name, found),) = measured(export, programs, folder)
    conversations, home = found.output.split()
    assert (name, home) == ("llm-memex", str(folder / "llm-memex"))
    assert int(conversations) == measure(export)["conversations"]
    assert "no such format" in capsys.readouterr().err


def test_memory_is_that_of_the_whole_process_tree() -> None:
    from tests.bench.memory import run

    child = "import time; held = bytearray(60_000_000); time.sleep(0.6)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    watched = run((sys.executable, "-c", parent), watch=True)
    assert watched.rss > 60_000_000
    assert watched.seconds >= 0.6


def test_a_command_that_fails_ends_the_benchmark_with_its_output() -> None:
    from tests.bench.memory import run

    with pytest.raises(SystemExit, match="no such thing"):
        run((sys.executable, "-c", "raise SystemExit('no such thing')"))


@pytest.mark.parametrize(
    ("slug", "encoding"),
    [
        ("gpt-4", "cl100k_base"),
        ("text-davinci-002-render-sha", "cl100k_base"),
        ("gpt-4o", "o200k_base"),
        ("gpt-4-5", "o200k_base"),
        ("gpt-5-thinking", "o200k_base"),
        (None, "o200k_base"),
    ],
)
def test_old_models_are_counted_in_the_old_encoding(slug: str | None, encoding: str) -> None:
    assert encoding_of(slug) == encoding
