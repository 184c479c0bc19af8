"""A load into a lake that is killed at any stage: the generation before stays whole, and the next load completes."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl.lake.generation import current
from tests.conftest import PATIENCE, ROOT
from tests.lake.lake_cases import database, differences, into, rows_of, team

KILLED = """
import os, signal, sys
from importlib import import_module
from etl.commands.cli import main

place, name, when = sys.argv[1].split(":")
module = import_module(f"etl.lake.{place}")
real = getattr(module, name)

def killed(*given, **named):
    if when == "after":
        real(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(module, name, killed)
main(sys.argv[2:])
"""
"""etl, which is killed before or after the first call of a function."""

STAGES = ("raw:read:after", "load:extract:after", "renew:settle:after", "renew:charge:after", "renew:publish:before")


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return team(tmp_path_factory.mktemp("team"))


@pytest.fixture(scope="module")
def held(exports: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return database(tmp_path_factory.mktemp("held") / "chats.duckdb", exports)


@pytest.fixture(scope="module")
def begun(exports: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake with some of the exports."""
    lake = tmp_path_factory.mktemp("begun") / "lake"
    into(lake, exports[:2])
    return lake


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
@pytest.mark.parametrize("stage", STAGES)
def test_the_generation_before_stays_and_the_next_load_completes(
    stage: str, exports: list[Path], held: Path, begun: Path, tmp_path: Path
) -> None:
    lake = Path(shutil.copytree(begun, tmp_path / "lake"))
    before, rows = current(lake), rows_of(lake)
    accounts = ["--accounts", str(exports[0].parent / "accounts.csv"), "--timezone", "Europe/Zurich", "--jobs", "1"]
    command = [sys.executable, "-c", KILLED, stage, "load", "--lake", str(lake), *map(str, exports), *accounts]
    killed = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=PATIENCE)
    assert killed.returncode == -9, killed.stderr
    assert (current(lake), rows_of(lake)) == (before, rows)
    into(lake, exports)
    assert differences(lake, held) == {}
    assert not list(lake.glob("work"))
