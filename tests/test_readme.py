"""README: its lists are those of the project, and what it tells people to type works."""

import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import click
import duckdb
import pytest
from click.testing import CliRunner

from etl.cli import COMMANDS, main
from etl.commands import load
from etl.reporting.reports import catalogue
from etl.reporting.sql.question import query as ask
from tests.conftest import ROOT

README = ROOT / "README.md"
QUERIES = re.findall(r"-- (.+)\n([^;]+);", "".join(re.findall(r"```sql\n(.*?)```", README.read_text("utf-8"), re.S)))
OPTIONS = [name for option in load.command.params if isinstance(option, click.Option) for name in option.opts]
CI = ROOT / ".ci" / "run"
VIEWS = "select view_name, comment from duckdb_views() where schema_name = 'v1' order by view_name"


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


def test_readme_lists_every_report_with_its_question(request: pytest.FixtureRequest) -> None:
    rows = [(f"`{name}`", question) for name, question in catalogue.names().items()]
    _check(request, "reports", _table(("report", "question"), rows))


def test_readme_lists_every_view_with_what_a_row_of_it_is(request: pytest.FixtureRequest, demo: Demo) -> None:
    with duckdb.connect(str(demo.path), read_only=True) as connection:
        rows = [(f"`{name}`", str(comment)) for name, comment in connection.execute(VIEWS).fetchall()]
    _check(request, "views", _table(("view", "what is in it"), rows))


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_names_every_command(command: str) -> None:
    assert re.search(rf"\betl {command}\b", README.read_text("utf-8"))


@pytest.mark.parametrize("option", OPTIONS)
def test_readme_names_every_option_of_a_load(option: str) -> None:
    assert re.search(rf"`{option}\b", README.read_text("utf-8"))


@pytest.mark.skipif(not CI.exists() or shutil.which("bash") is None, reason="needs the checkout, and bash")
def test_the_test_command_of_readme_is_what_ci_runs() -> None:
    found = re.search(r"(sed -n '/<!-- test -->.*?) >\"\$home/test.sh\"", CI.read_text("utf-8"))
    assert found
    ran = subprocess.run(["bash", "-c", found[1]], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout == f"{_command('Run the tests')}\n"
    assert ran.stdout.rstrip().endswith("/pytest")


def test_the_first_command_of_readme_prints_a_report(demo: Demo) -> None:
    assert "conversations" in demo.output


@pytest.mark.parametrize("query", [query for _, query in QUERIES], ids=[question for question, _ in QUERIES])
def test_a_query_of_readme_has_an_answer(demo: Demo, query: str) -> None:
    answer = ask(demo.path, query)
    assert next(iter(answer.rows))
    assert len(set(answer.columns)) == len(answer.columns)


def _table(headings: tuple[str, str], rows: list[tuple[str, str]]) -> str:
    return "".join(f"| {left} | {right} |\n" for left, right in (headings, ("---", "---"), *rows))


def _check(request: pytest.FixtureRequest, name: str, table: str) -> None:
    """Compare what stands between two marks; with --accept, write it there instead."""
    text = README.read_text("utf-8")
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, rest = text.split(start)
    found, after = rest.split(end)
    if request.config.getoption("--accept"):
        README.write_text(f"{before}{start}{table}{end}{after}", "utf-8", newline="\n")
        found = table
    assert found == table, f"The {name} of README have changed; write them with: pytest --accept"


def _command(sentence: str) -> str:
    """The shell command that follows a sentence."""
    found = re.search(rf"{sentence}.*?```sh\n(.*?)\n```", README.read_text("utf-8"), re.S)
    assert found
    return found[1]
