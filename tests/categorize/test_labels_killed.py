"""Two programs mark conversations at once, and one of them is killed: what was said to be marked stays marked."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.categorize.labels import marks
from etl.state.file import state_path
from tests.conftest import ROOT

MARK = """
import sys
from pathlib import Path
from etl.categorize.labels import mark
stop, number = Path(sys.argv[3]), 0
while not stop.exists():
    assert mark(Path(sys.argv[1]), [("chatgpt", "default", f"{sys.argv[2]}{number}")], True) == 1
    print(number, flush=True)
    number += 1
"""
TOLD = (1, 2, 3, 5, 8, 13)
"""What each of those that are killed has said to be marked when it is, at least; the kill comes at any moment after."""


def test_no_mark_that_was_acknowledged_is_lost_though_one_of_two_is_killed(tmp_path: Path) -> None:
    database, acknowledged = tmp_path / "chats.duckdb", set()
    with _marking(database, "keeper-") as keeper:
        for round_, told in enumerate(TOLD):
            with _marking(database, f"killed-{round_}-") as other:
                lines = _lines(other, told)
                other.kill()
                numbers = _numbers(other, lines)
            assert other.returncode != 0
            assert len(numbers) >= told
            acknowledged |= {f"killed-{round_}-{number}" for number in numbers}
            assert acknowledged <= _marked(database)
        assert keeper.poll() is None, "it marks all the while"
        lines = _lines(keeper, len(TOLD) + 1)
        _stop(database).touch()
        numbers = _numbers(keeper, lines)
    assert (keeper.returncode, numbers) == (0, list(range(len(numbers))))
    wanted = acknowledged | {f"keeper-{number}" for number in numbers}
    marked = _marked(database)
    assert wanted <= marked
    assert len(marked - wanted) <= len(TOLD), "at most the one that was under way at each kill"
    assert state_path(database).exists()


@contextmanager
def _marking(database: Path, name: str) -> Iterator[subprocess.Popen[str]]:
    typed = [sys.executable, "-c", MARK, str(database), name, str(_stop(database))]
    pipe = subprocess.PIPE
    with subprocess.Popen(typed, stdout=pipe, stderr=pipe, cwd=ROOT, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def _stop(database: Path) -> Path:
    """Where this file is, nobody goes on."""
    return database.with_name("stop")


def _lines(process: subprocess.Popen[str], number: int) -> str:
    """So many lines of what it says, as soon as they come."""
    assert process.stdout is not None
    return "".join(process.stdout.readline() for _ in range(number))


def _numbers(process: subprocess.Popen[str], before: str) -> list[int]:
    """What it said is marked, when it is over; nothing may have gone wrong."""
    assert process.stdout is not None
    assert process.stderr is not None
    said = before + process.stdout.read()
    assert process.stderr.read() == ""
    process.wait()
    return [int(line) for line in said.splitlines(keepends=True) if line.endswith("\n")]


def _marked(database: Path) -> set[str]:
    return {name for _, _, name in marks(database)}
