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
from tests.conftest import PATIENCE, ROOT

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")

LOAD = """
import os, sys, time
from pathlib import Path
from etl.commands.cli import main
from etl.pipeline import options, workers

folder, passing, work = Path(sys.argv[1]), int(sys.argv[2]), workers._work

def held(sent):
    if sent.task.number > passing:
        (folder / f"held-{sent.task.number}").touch()
        while not (folder / "go").exists():
            time.sleep(0.01)
    return work(sent)

options.SMALL = 0
workers._work = held
workers.prepare = lambda size: (folder / f"prepared-{os.getpid()}").touch()  # most tasks are never counted
main(sys.argv[3:])
"""
"""etl load with worker processes, which hold every task after some until a file says go."""


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of several tasks."""
    path = tmp_path_factory.mktemp("several") / "conversations.json"
    words = "one two three " * 2_000
    path.write_text(json.dumps([chain(said("user", words), conversation_id=f"c{place}") for place in range(200)]))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the database is to be, and nothing else."""
    (tmp_path / "here").mkdir()
    return tmp_path / "here"


def test_a_killed_worker_is_one_sentence(export: Path, folder: Path) -> None:
    process = started(export, folder, 0)
    os.kill(int(children(process).split()[0]), signal.SIGKILL)
    error = process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == 1
    assert error.startswith("Error: A worker process was killed")
    assert error.count("\n") == 1
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "passing", [pytest.param(0, id="before any rows"), pytest.param(1, id="while rows are stored")]
)
def test_control_c_is_one_line(export: Path, folder: Path, passing: int) -> None:
    process = started(export, folder, passing)
    os.killpg(process.pid, signal.SIGINT)
    (folder.parent / "go").touch()
    assert process.communicate(timeout=PATIENCE)[1] == "Stopped; the database is as it was.\n"
    assert process.returncode == 130
    assert list(folder.iterdir()) == []


def test_several_processes_end_quietly(export: Path, folder: Path) -> None:
    process = started(export, folder, 0)
    assert len(children(process).split()) == 2
    (folder.parent / "go").touch()
    error = process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == 0
    assert error.count("\n") == 4


def test_what_counting_needs_is_loaded_once_and_only_for_news(export: Path, folder: Path) -> None:
    (folder.parent / "go").touch()
    first, again = (ended(started(export, folder, 0)) for _ in range(2))
    assert (first.returncode, again.returncode) == (0, 0)
    assert [path.name for path in folder.parent.glob("prepared-*")] == [f"prepared-{first.pid}"]


def started(export: Path, folder: Path, passing: int) -> subprocess.Popen[str]:
    """A load, once both its workers hold a task."""
    load = ["load", str(export), "--jobs", "2", "--db", str(folder / "chats.duckdb")]
    command = [sys.executable, "-c", LOAD, str(folder.parent), str(passing), *load]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True, start_new_session=True)
    while len(list(folder.parent.glob("held-*"))) < 2:
        assert process.poll() is None
        time.sleep(0.01)
    return process


def ended(process: subprocess.Popen[str]) -> subprocess.Popen[str]:
    process.communicate(timeout=PATIENCE)
    return process


def children(process: subprocess.Popen[str]) -> str:
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
