"""A build that is killed, or runs out of room, leaves the old file as it was, and the next one succeeds."""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.warehouse.build.build_cases import ask, chain, load, names

LOAD = """
import sys
from pathlib import Path
from etl.errors import DatabaseError
from tests.warehouse.build.build_cases import chain, load
if len(sys.argv) > 2:
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
print("ready", flush=True)
sys.stdin.readline()
try:
    load(Path(sys.argv[1]), [chain(f"new{place}", 30) for place in range(300)])
except DatabaseError as error:
    sys.exit(str(error))
"""
PATIENCE = 30.0


def start(path: Path, *limits: int) -> subprocess.Popen[str]:
    """Another process that is about to load 9,000 messages."""
    command = [sys.executable, "-c", LOAD, str(path), *map(str, limits)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def release(process: subprocess.Popen[str]) -> None:
    """Let it begin."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("before") / "chats.duckdb"
    load(path, [chain("old", 3)])
    return path


@pytest.fixture(scope="module")
def duration(before: Path, tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds that the load takes if nobody kills it."""
    path = tmp_path_factory.mktemp("duration") / "chats.duckdb"
    shutil.copyfile(before, path)
    process = start(path)
    begun = time.monotonic()
    assert process.communicate("\n", timeout=PATIENCE)[1] == ""
    return time.monotonic() - begun


@pytest.mark.parametrize("moment", [0.3, 0.6, 0.8, 0.95])
def test_a_kill_leaves_the_old_file_or_the_new_one(
    before: Path, duration: float, tmp_path: Path, moment: float
) -> None:
    killed_at(before, tmp_path / "chats.duckdb", duration * moment)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100))
def test_a_kill_at_any_moment_loses_nothing(before: Path, duration: float, tmp_path: Path, seed: int) -> None:
    killed_at(before, tmp_path / "chats.duckdb", duration * random.Random(seed).uniform(0.0, 1.05))


def killed_at(before: Path, path: Path, seconds: float) -> None:
    shutil.copyfile(before, path)
    process = start(path)
    release(process)
    time.sleep(seconds)
    process.kill()
    process.communicate()
    messages = ask(path, "select count(*) from core.messages")
    if messages == [(3,)]:
        assert path.read_bytes() == before.read_bytes()
    else:
        assert messages == [(9_003,)]
    outcome = load(path, [chain("next", 4)])
    assert outcome.new == 1
    assert list(names(path)) == []


def test_what_a_killed_load_left_is_private_and_removed(before: Path, tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    shutil.copyfile(before, path)
    process = start(path)
    left = tmp_path / f".chats.duckdb.{process.pid}.loading"
    release(process)
    while not (left / "next.duckdb").exists():
        assert process.poll() is None
    process.kill()
    process.communicate()
    assert left.stat().st_mode & 0o777 == 0o700
    load(path, [chain("next", 4)])
    assert not left.exists()


@pytest.mark.skipif(os.name != "posix", reason="limits on files are not to be had on Windows")
def test_a_file_that_cannot_grow_is_one_sentence(before: Path, tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    shutil.copyfile(before, path)
    child = start(path, before.stat().st_size + 300_000)
    error = child.communicate("\n", timeout=PATIENCE)[1]
    assert error.startswith("The disk is full: the next chats.duckdb had reached ")
    assert error.count("\n") == 1
    assert path.read_bytes() == before.read_bytes()
    assert list(names(path)) == []


def test_a_full_disk_is_one_sentence(before: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={before.stat().st_size * 2 + 400_000}", "tmpfs", str(disk)],
        capture_output=True,
    )
    if not mounted or mounted.returncode:
        pytest.skip("only root may mount a small disk")
    try:
        path = disk / "chats.duckdb"
        shutil.copyfile(before, path)
        error = start(path).communicate("\n", timeout=PATIENCE)[1]
        assert error.startswith("The disk is full: the next chats.duckdb had reached ")
        assert path.read_bytes() == before.read_bytes()
        assert list(names(path)) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)
