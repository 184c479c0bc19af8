"""What the command line does where its surroundings are odd."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.commands.cli import main
from tests.conftest import ROOT


def test_a_time_with_a_zone_is_one_sentence_or_an_answer(small_database: Path) -> None:
    result = CliRunner().invoke(main, ["sql", "select now()", "--db", str(small_database)])
    assert result.stderr in ("", "Error: A time with a zone cannot be shown; cast it: now()::timestamp.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_an_answer_that_cannot_be_written_is_one_sentence(small_database: Path) -> None:
    command = [sys.executable, "-m", "etl", "sql", "from messages", "--db", str(small_database), "--format", "csv"]
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True)
    assert result.returncode == 1
    assert (
        result.stderr == "Error: The answer cannot be written (No space left on device); choose another place for it.\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are text on Windows")
def test_an_argument_that_is_no_text_is_refused(small_database: Path) -> None:
    # As Python hands on the byte \xff of an argument.
    result = CliRunner().invoke(main, ["sql", "select '\udcff'", "--db", str(small_database)])
    assert result.exit_code == 2
    assert "is not UTF-8" in result.stderr
