"""A build that is killed, or runs out of room, leaves the old file as it was, and the next one succeeds."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PATIENCE
from tests.warehouse.build.build_cases import ask, chain, load, names

LOAD = """
import sys
from pathlib import Path
import etl.warehouse.build
from etl.errors import DatabaseError
from tests.warehouse.build.build_cases import chain, load

build = etl.warehouse.build.__path__[0]
path, last, limit = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
seen = set()

def enter(frame, event, of):
    return step if frame.f_code.co_filename.startswith(build) else None

def step(frame, event, of):
    seen.add((frame.f_code.co_filename, frame.f_lineno))
    if len(seen) == last:
        sys.settrace(None)
        print("now", flush=True)
    return step

if limit:
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
talks = [chain(f"new{place}", 30) for place in range(40)]
sys.settrace(enter)
try:
    load(path, talks)
except DatabaseError as error:
    sys.exit(str(error))
sys.settrace(None)
print(len(seen))
"""
"""Load 1,200 messages, and say "now" at a step, which is a line of what builds a
database that had not been run yet; say how many there were."""


def start(path: Path, step: int = -1, limit: int = 0) -> subprocess.Popen[str]:
    """Another process that loads; none of its files may grow over the limit, if there is one."""
    command = [sys.executable, "-c", LOAD, str(path), str(step), str(limit)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def kill(process: subprocess.Popen[str]) -> None:
    """Kill it once it has said "now"."""
    assert process.stdout is not None
    assert process.stdout.readline() == "now\n"
    process.kill()
    process.communicate()


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("before") / "chats.duckdb"
    load(path, [chain("old", 3)])
    return path


@pytest.fixture(scope="module")
def steps(before: Path, tmp_path_factory: pytest.TempPathFactory) -> int:
    """The steps of a load that nobody kills."""
    path = tmp_path_factory.mktemp("steps") / "chats.duckdb"
    shutil.copyfile(before, path)
    said, error = start(path).communicate(timeout=PATIENCE)
    assert error == ""
    return int(said)


@pytest.mark.parametrize("moment", [0.9, 0.95])
def test_a_kill_leaves_the_old_file_or_the_new_one(before: Path, steps: int, tmp_path: Path, moment: float) -> None:
    killed_at(before, tmp_path / "chats.duckdb", int(steps * moment))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100))
def test_a_kill_at_any_moment_loses_nothing(before: Path, steps: int, tmp_path: Path, seed: int) -> None:
    killed_at(before, tmp_path / "chats.duckdb", random.Random(seed).randint(1, steps))


def killed_at(before: Path, path: Path, step: int) -> None:
    shutil.copyfile(before, path)
    kill(start(path, step))
    goes_on(before, path)


def goes_on(before: Path, path: Path) -> None:
    """After a kill there is the old file or the new one, whole, and the next load into it succeeds."""
    messages = ask(path, "select count(*) from core.messages")
    if messages == [(3,)]:
        assert path.read_bytes() == before.read_bytes()
    else:
        assert messages == [(1_203,)]
    outcome = load(path, [chain("next", 4)])
    assert outcome.new == 1
    assert list(names(path)) == []


def test_what_a_killed_load_left_is_private_and_removed(before: Path, steps: int, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(before, tmp_path / "chats.duckdb"))
    process = start(path, steps // 3)
    kill(process)
    left = tmp_path / f".chats.duckdb.{process.pid}.loading"
    assert (left / "next.duckdb").exists()
    assert left.stat().st_mode & 0o777 == 0o700
    goes_on(before, path)
    assert not left.exists()


@pytest.mark.skipif(os.name != "posix", reason="limits on files are not to be had on Windows")
def test_a_file_that_cannot_grow_is_one_sentence(before: Path, tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    shutil.copyfile(before, path)
    child = start(path, limit=before.stat().st_size + 300_000)
    error = child.communicate(timeout=PATIENCE)[1]
    assert error.startswith("The disk is full: the next chats.duckdb had reached ")
    assert error.count("\n") == 1
    assert path.read_bytes() == before.read_bytes()
    assert list(names(path)) == []


def test_a_full_disk_is_one_sentence(before: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={before.stat().st_size * 2 + 100_000}", "tmpfs", str(disk)],
        capture_output=True,
    )
    if not mounted or mounted.returncode:
        pytest.skip("only root may mount a small disk")
    try:
        path = disk / "chats.duckdb"
        shutil.copyfile(before, path)
        error = start(path).communicate(timeout=PATIENCE)[1]
        assert error.startswith("The disk is full: the next chats.duckdb had reached ")
        assert path.read_bytes() == before.read_bytes()
        assert list(names(path)) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)
