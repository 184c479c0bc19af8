"""A lake by a cluster of Spark is the same as a database, also where a worker is lost in the middle."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bench.load import export_of
from tests.conftest import PATIENCE
from tests.lake.lake_cases import database, differences, team
from tests.lake.spark_cases import at_work, cluster, kill, need_java, settings

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    need_java()
    return [*team(tmp_path_factory.mktemp("team")), export_of(20, 1)]


@pytest.fixture(scope="module")
def held(exports: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the exports."""
    return database(tmp_path_factory.mktemp("held") / "chats.duckdb", exports)


@pytest.mark.parametrize("stage", ["raw", "core"], ids=["extract", "settle"])
def test_a_worker_that_is_killed_changes_nothing(stage: str, exports: list[Path], held: Path, tmp_path: Path) -> None:
    environment, lake = settings(tmp_path / "spark"), tmp_path / "lake"
    with (
        cluster(tmp_path / "spark", environment) as (address, workers),
        subprocess.Popen(
            _command(lake, exports, "--master", address), env=environment, stderr=subprocess.PIPE, text=True
        ) as loading,
    ):
        for _ in range(int(PATIENCE * 200)):
            if (found := at_work(workers, lake / stage)) or loading.poll() is not None:
                break
            time.sleep(0.005)
        assert found, "the load was done before a worker was seen at work"
        kill(found.pid)
        told = loading.communicate(timeout=PATIENCE)[1]
    assert loading.returncode == 0, told
    assert "Lost executor" in told
    assert differences(lake, held) == {}


def test_on_the_cores_of_this_machine_it_is_the_same(exports: list[Path], held: Path, tmp_path: Path) -> None:
    """Also in a folder with a module that a library of Python's is called like."""
    environment, lake = settings(tmp_path / "spark"), tmp_path / "lake"
    (tmp_path / "html.py").write_text("raise SystemExit('a stranger was asked')\n")
    command = _command(lake, exports, "--master", "local[2]")
    done = subprocess.run(
        command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
    assert differences(lake, held) == {}
    assert [path for path in lake.rglob("*") if path.stat().st_mode & 0o077] == []


def _command(lake: Path, exports: list[Path], *more: str) -> list[str]:
    accounts = exports[0].parent / "accounts.csv"
    given = [
        "--lake",
        str(lake),
        "--accounts",
        str(accounts),
        "--timezone",
        "Europe/Zurich",
        "--engine",
        "spark",
        *more,
    ]
    return [sys.executable, "-P", "-m", "etl", "load", *map(str, exports), *given]
