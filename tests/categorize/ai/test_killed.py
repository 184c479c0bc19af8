"""kill -9 in the middle of a run loses no answer that was paid for."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import sleep
from typing import Any

from etl.categorize.ai.preview import plan
from etl.categorize.labels import labels
from etl.state.file import state_path
from tests.categorize.ai.ai_cases import CANARY, Reply, asking, database, filed, numbered, serving
from tests.conftest import ROOT

RUN = """
import sys
from pathlib import Path
from etl.categorize.ai.address import ApiKey
from etl.categorize.ai.preview import plan
from etl.categorize.ai.runner import run
from etl.categorize.ai.settings import Setup
setup = Setup(("Cooking", "Travel", "Finance", "Other"), sys.argv[2], batch_size=10, max_concurrency=2)
run(plan(Path(sys.argv[1]), setup), ApiKey(sys.stdin.readline(), setup.place))
"""


def test_a_killed_run_has_kept_what_was_answered(tmp_path: Path) -> None:
    path, never, kept = database(tmp_path, numbered(50)), threading.Event(), threading.Event()

    def play(body: dict[str, Any], before: int) -> Reply:
        if before == 4:
            kept.set()
        return Reply(filed(body).body, when=None if before < 3 else never)

    with serving(play) as server:
        typed = [sys.executable, "-c", RUN, str(path), server.url]
        with subprocess.Popen(typed, stdin=subprocess.PIPE, cwd=ROOT, text=True) as process:
            assert process.stdin is not None
            process.stdin.write(f"{CANARY}\n")
            process.stdin.flush()
            assert kept.wait(60), "the two that are asked last come after three answers"
            _until(lambda: len(_kept(path)) == 30)
            process.kill()
        rest = plan(path, asking(server))
    assert (len(rest.known), rest.chats) == (30, 20)
    assert not any(CANARY.encode() in file.read_bytes() for file in tmp_path.iterdir())


def _kept(path: Path) -> dict[Any, Any]:
    return labels(path) if state_path(path).exists() else {}


def _until(happened: Callable[[], bool]) -> None:
    for _ in range(1000):
        if happened():
            return
        sleep(0.02)
    raise AssertionError("it does not happen")
