"""README: short, true, and what it tells people to type works."""

import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl import assets
from etl.commands.cli import COMMANDS, main
from tests.conftest import ROOT

README = ROOT / "README.md"
CI = ROOT / ".ci" / "run"


@dataclass(frozen=True)
class Demo:
    """What the first command of README leaves: a database, and a report on the screen."""

    path: Path
    output: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """After the first command; its steps without the making of an environment."""
    path = tmp_path_factory.mktemp("readme") / "chats.duckdb"
    steps = [shlex.split(step) for step in _command("Load the invented demo").split("&&")]
    runs = [step[1:] for step in steps if step[0].endswith("bin/etl")]
    assert [run[0] for run in runs] == ["load", "report"]
    for run in runs:
        arguments = [str(ROOT / word) if word.startswith("samples/") else word for word in run]
        result = CliRunner().invoke(main, arguments, env={"ETL_DB": str(path)})
        assert result.exit_code == 0, result.output
    return Demo(path, result.stdout)


def test_readme_is_read_in_five_minutes() -> None:
    assert len(README.read_text("utf-8").splitlines()) <= 150


def test_readme_leads_to_every_page_of_the_manual() -> None:
    linked = set(re.findall(r"\(etl/manual/(\w+)\.md\)", README.read_text("utf-8")))
    assert linked == set(assets.manual())


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_names_every_command(command: str) -> None:
    assert re.search(rf"\betl {command}\b", README.read_text("utf-8"))


@pytest.mark.skipif(not CI.exists() or shutil.which("bash") is None, reason="needs the checkout, and bash")
def test_the_test_command_of_readme_is_what_ci_runs() -> None:
    found = re.search(r"(sed -n '/<!-- test -->.*?) >\"\$home/test.sh\"", CI.read_text("utf-8"))
    assert found
    ran = subprocess.run(["bash", "-c", found[1]], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout == f"{_command('Run the tests')}\n"
    assert ran.stdout.rstrip().endswith("/pytest")


def test_the_first_command_of_readme_prints_a_report(demo: Demo) -> None:
    assert "conversations" in demo.output


def _command(sentence: str) -> str:
    """The shell command that follows a sentence."""
    found = re.search(rf"{sentence}.*?```sh\n(.*?)\n```", README.read_text("utf-8"), re.S)
    assert found
    return found[1]
