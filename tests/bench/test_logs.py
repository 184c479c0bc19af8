"""The benchmark of logs: its generator's truth is what a load finds, and each of its numbers counts."""

from pathlib import Path

import pytest

from tests.bench.generate_logs import generate
from tests.bench.logs import Logs, differences

pytest.importorskip("psutil", reason="the benchmark needs the extra bench: psutil")


def test_what_is_loaded_is_what_was_generated_to_the_token(tmp_path: Path) -> None:
    truth = generate(tmp_path / "home", 0.2, 4, seed=3)
    assert {name: told["sessions"] for name, told in truth.items()} == {"claude_code": 3, "codex": 1}
    logs = Logs(tmp_path / "home", truth)
    assert differences(logs, 1) == []
    truth["codex"]["output"] += 1
    assert [line.partition(":")[0] for line in differences(logs, 1)] == ["codex"]


def test_the_same_seed_makes_the_same_logs(tmp_path: Path) -> None:
    for name in ("one", "other"):
        generate(tmp_path / name, 0.05, 2, seed=5)
    one, other = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.jsonl")}
        for name in ("one", "other")
    )
    assert one == other
