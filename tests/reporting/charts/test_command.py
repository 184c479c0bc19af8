"""etl chart, as one types it."""

import stat
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from etl.commands.cli import main
from etl.reporting.charts.draw import draw, names
from etl.reporting.charts.picture import Options
from tests.conftest import look_up
from tests.reporting.charts import chart_cases


def etl(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["chart", *arguments])


def test_without_a_name_the_charts_are_listed_with_their_questions() -> None:
    result = etl()
    listed = [line.split(maxsplit=1) for line in result.stdout.splitlines()[2:]]
    asked = names()
    assert [name for name, _ in listed] == list(asked)
    assert all(asked[name].startswith(question.removesuffix("…")) for name, question in listed)


@pytest.mark.parametrize("output", [[], ["-o", "-"]], ids=["none", "dash"])
def test_without_a_file_the_svg_goes_to_stdout(demo: Path, output: list[str]) -> None:
    result = etl("length", "--db", str(demo), *output)
    assert result.stdout == draw(demo, "length").svg + "\n"
    assert result.stderr == ""


@pytest.mark.parametrize("name", ["length.svg", "length.PNG"])
def test_a_file_is_written_for_its_owner_alone_and_told(demo: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    result = etl("length", "--db", str(demo), "-o", str(path), "--metric", "messages", "--dark")
    summary = draw(demo, "length", Options(metric="messages")).summary
    assert (result.stdout, result.stderr) == ("", f"{path}: {summary}\n")
    assert path.read_bytes()[:4] in (b"<svg", b"\x89PNG")
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_chart_written_twice_is_the_same_file(demo: Path, tmp_path: Path) -> None:
    files = [tmp_path / "a.png", tmp_path / "b.png"]
    for path in files:
        etl("punchcard", "--db", str(demo), "-o", str(path), "--scale", "1")
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("length", "-o", "x.pdf"), "Error: A chart is written as .svg or .png; 'x.pdf' is neither.\n"),
        (("length", "-o", "none/x.svg"), "Error: none/x.svg cannot be written (No such file or directory)"),
        (
            ("length", "--provider", "deepseek", "--share"),
            "Error: The chart length has no shares; leave out --share.\n",
        ),
    ],
    ids=["suffix", "folder", "share"],
)
def test_what_cannot_be_done_is_one_sentence(demo: Path, arguments: tuple[str, ...], sentence: str) -> None:
    result = etl(*arguments, "--db", str(demo))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(sentence)
    assert result.stderr.count("\n") == 1


def test_what_was_chosen_narrows_the_chart(demo: Path) -> None:
    chosen = ("--since", "2025-02-01", "--until", "2025-02-28", "--provider", "chatgpt")
    shown = chart_cases.amounts(etl("calendar", "--db", str(demo), *chosen).stdout)
    days = "day between '2025-02-01' and '2025-02-28' and provider = 'chatgpt'"
    assert [(sum(shown.values()),)] == look_up(demo, f"select sum(messages) from v1.daily_usage where {days}")
    assert len(shown) == 28
