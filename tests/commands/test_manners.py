"""What the command line does where its surroundings are odd."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("manners") / "chats.duckdb"
    etl("load", str(ROOT / "samples" / "chatgpt" / "branches.json"), "--db", str(path))
    return path


def test_a_time_with_a_zone_is_one_sentence_or_an_answer(database: Path) -> None:
    result = etl("sql", "select now()", "--db", str(database))
    assert result.stderr in ("", "Error: A time with a zone cannot be shown; cast it: now()::timestamp.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_an_answer_that_cannot_be_written_is_one_sentence(database: Path) -> None:
    with Path("/dev/full").open("w") as full:
        result = etl("sql", "from messages", "--db", str(database), "--format", "csv", stdout=full.fileno())
    assert result.returncode == 1
    assert (
        result.stderr == "Error: The answer cannot be written (No space left on device); choose another place for it.\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are text on Windows")
def test_an_argument_that_is_no_text_is_refused(database: Path) -> None:
    result = etl("sql", b"select '\xff'", "--db", str(database))
    assert result.returncode == 2
    assert "is not UTF-8" in result.stderr


def etl(*arguments: str | bytes, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "etl", *arguments]
    return subprocess.run(command, cwd=ROOT, stdout=stdout, stderr=subprocess.PIPE, text=True)
