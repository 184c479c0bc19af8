"""Two programs mark conversations at once, and one of them is killed: what was said to be marked stays marked."""

import subprocess
import sys
import time
from pathlib import Path
from random import Random

from etl.categorize.labels import marks
from etl.state.file import state_path
from tests.conftest import ROOT

MARK = """
import sys
from pathlib import Path
from etl.categorize.labels import mark
print("ready", flush=True)
sys.stdin.readline()
stop, number = Path(sys.argv[3]), 0
while not stop.exists():
    assert mark(Path(sys.argv[1]), [("chatgpt", "default", f"{sys.argv[2]}{number}")], True) == 1
    print(number, flush=True)
    number += 1
"""
ROUNDS = 10


def test_no_mark_that_was_acknowledged_is_lost_though_one_of_two_is_killed(tmp_path: Path) -> None:
    database = tmp_path / "chats.duckdb"
    random, acknowledged, killed = Random(38), set(), 0
    keeper = _start(database, "keeper-")
    _release(keeper)
    for round_ in range(ROUNDS):
        other = _start(database, f"killed-{round_}-")
        _release(other)
        time.sleep(random.uniform(0.05, 0.35))
        other.kill()
        numbers = _numbers(other)
        assert other.returncode != 0
        killed += len(numbers)
        acknowledged |= {f"killed-{round_}-{number}" for number in numbers}
        assert acknowledged <= _marked(database)
    assert keeper.poll() is None, "it marks all the while"
    _stop(database).touch()
    numbers = _numbers(keeper)
    assert (keeper.returncode, numbers) == (0, list(range(len(numbers))))
    assert len(numbers) > ROUNDS
    assert killed > ROUNDS
    wanted = acknowledged | {f"keeper-{number}" for number in numbers}
    marked = _marked(database)
    assert wanted <= marked
    assert len(marked - wanted) <= ROUNDS, "at most the one that was under way at each kill"
    assert state_path(database).exists()


def _start(database: Path, name: str) -> subprocess.Popen[str]:
    typed = [sys.executable, "-c", MARK, str(database), name, str(_stop(database))]
    pipe = subprocess.PIPE
    process = subprocess.Popen(typed, stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def _stop(database: Path) -> Path:
    """Where this file is, nobody goes on."""
    return database.with_name("stop")


def _release(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def _numbers(process: subprocess.Popen[str]) -> list[int]:
    """What it said is marked, when it is over; nothing may have gone wrong."""
    said, wrong = process.communicate(timeout=60)
    assert wrong == ""
    return [int(line) for line in said.splitlines(keepends=True) if line.endswith("\n")]


def _marked(database: Path) -> set[str]:
    return {name for _, _, name in marks(database)}
