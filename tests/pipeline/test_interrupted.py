"""A load that a signal ends, or whose worker dies: one line, and the database as it was."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.chatgpt_export import chain, said
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export that is large enough for worker processes."""
    path = tmp_path_factory.mktemp("large") / "conversations.json"
    words = "one two three " * 2_000
    path.write_text(json.dumps([chain(said("user", words), conversation_id=f"c{place}") for place in range(700)]))
    return path


def test_a_killed_worker_is_one_sentence(export: Path, tmp_path: Path) -> None:
    process = started(export, tmp_path)
    os.kill(int(children(process).split()[0]), signal.SIGKILL)
    error = process.communicate(timeout=60)[1]
    assert process.returncode == 1
    assert error.startswith("Error: A worker process was killed")
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_control_c_is_one_line(export: Path, tmp_path: Path) -> None:
    process = started(export, tmp_path)
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    assert process.communicate(timeout=60)[1] == "Stopped; the database is as it was.\n"
    assert process.returncode == 130
    assert list(tmp_path.iterdir()) == []


def test_several_processes_end_quietly(export: Path, tmp_path: Path) -> None:
    process = started(export, tmp_path)
    error = process.communicate(timeout=60)[1]
    assert process.returncode == 0
    assert error.count("\n") == 4


def started(export: Path, folder: Path) -> subprocess.Popen[str]:
    """A load, once its workers are there."""
    command = [sys.executable, "-m", "etl", "load", str(export), "--jobs", "2", "--db", str(folder / "chats.duckdb")]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True, start_new_session=True)
    while len(children(process).split()) < 2:
        assert process.poll() is None
        time.sleep(0.01)
    return process


def children(process: subprocess.Popen[str]) -> str:
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
