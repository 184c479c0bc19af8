"""kill -9 in the middle of a run loses no answer that was paid for."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from etl.categorize.ai.preview import plan
from etl.categorize.labels import labels
from etl.state.file import state_path
from tests.categorize.ai.ai_cases import CANARY, Reply, database, filed, numbered, serving
from tests.categorize.ai.ai_cases import setup as chosen
from tests.conftest import ROOT

RUN = """
import sys
from pathlib import Path
from etl.categorize.ai.key import ApiKey
from etl.categorize.ai.preview import plan
from etl.categorize.ai.runner import run
from etl.categorize.ai.settings import Setup
setup = Setup(("Cooking", "Travel", "Finance", "Other"), sys.argv[2], batch_size=10, max_concurrency=2)
run(plan(Path(sys.argv[1]), setup), ApiKey(sys.stdin.readline(), setup.place))
"""


def test_a_killed_run_has_kept_what_was_answered(tmp_path: Path) -> None:
    path = database(tmp_path, numbered(50))

    def play(body: dict[str, Any], before: int) -> Reply:
        return Reply(filed(body).body, after=0 if before < 3 else 30)

    with serving(play) as server:
        typed = [sys.executable, "-c", RUN, str(path), server.url]
        with subprocess.Popen(typed, stdin=subprocess.PIPE, cwd=ROOT, text=True) as process:
            assert process.stdin is not None
            process.stdin.write(f"{CANARY}\n")
            process.stdin.flush()
            _until(lambda: len(server.bodies) == 5 and len(_kept(path)) == 30)
            process.kill()
        rest = plan(path, chosen(server))
    assert (len(rest.known), rest.chats) == (30, 20)
    assert not any(CANARY.encode() in file.read_bytes() for file in tmp_path.iterdir())


def _kept(path: Path) -> dict[Any, Any]:
    return labels(path) if state_path(path).exists() else {}


def _until(happened: Any) -> None:
    until = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.05)
