"""Pictures in a terminal: what they show, how wide they are, and in which characters and colours."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from etl.commands.cli import main
from etl.reporting.formats.render import pictured
from etl.reporting.formats.terminal.bars import bars
from etl.reporting.formats.terminal.heatmap import heatmap
from etl.reporting.formats.terminal.palette import ASCII, COLOUR, PLAIN, Ink, painted
from etl.reporting.reports.run import pictures
from tests.conftest import ROOT
from tests.reporting.report_cases import records

ANSI = re.compile(r"\x1b\[[\d;]*m")
MONDAY = date(2026, 1, 5)


def drawn(demo: Path, width: int, ink: Ink = PLAIN) -> str:
    return "".join(pictured(pictures(demo, {}), width, ink))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_pictures_look_as_they_always_did(demo: Path, width: int, expect: Callable[[str, str], None]) -> None:
    for name, ink in (("plain", PLAIN), ("ascii", ASCII)):
        text = drawn(demo, width, ink)
        assert max(map(len, text.splitlines())) <= width
        expect(f"demo/pictures_{name}_{width}.txt", text)


def test_colours_change_nothing_but_squares_and_codes(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured, plain = drawn(demo, 80, COLOUR), drawn(demo, 80)
    assert "\x1b[38;2;" in coloured
    squares = plain.translate(str.maketrans("░▒▓", "■■■"))
    found = ANSI.sub("", coloured)
    assert [line.rstrip() for line in found.splitlines()][1:9] == squares.replace("█", "■").splitlines()[1:9]


def test_a_day_stands_in_its_week_and_days_outside_the_data_are_blank() -> None:
    days = ((MONDAY + timedelta(days=number), number) for number in (0, 2, 9))
    lines = heatmap([(day, number + 1, MONDAY) for day, number in days], 60, PLAIN)
    rows = ["".join(text for text, _ in line)[4:] for line in lines[2:9]]
    assert [row[-2:] for row in rows] == ["░·", "··", "▒█", "· ", "· ", "· ", "· "]
    assert {row[:-2] for row in rows} == {" " * 51}


def test_months_stand_above_the_week_of_their_first_day() -> None:
    year = [(MONDAY + timedelta(days=number), 1, MONDAY) for number in range(364)]
    names, monday = ("".join(text for text, _ in line) for line in heatmap(year, 120, PLAIN)[1:3])
    assert names.split() == ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    july = date(2025, 12, 29) + timedelta(weeks=(names.index("Jul") - 4) // 2)
    assert july <= date(2026, 7, 1) < july + timedelta(weeks=1)
    assert monday[:7] == "Mon   " + PLAIN.levels[1]


def test_a_bar_is_as_long_as_its_part_and_a_trend_as_high() -> None:
    rows = [("first", 40, 80.0, [0] * 8 + [1, 10, 20, 10], 3), ("second", 10, 20.0, [0] * 11 + [3], 3)]
    lines = ["".join(text for text, _ in line) for line in bars(rows, 80, PLAIN)]
    assert [line.count("█") for line in lines] == [0, 40, 10, 0]
    assert [lines[1][-4:], lines[2][-2:]] == ["▁▃▇▃", " ▇"]
    assert lines[-1] == "and 1 more: etl report models"


def test_a_name_is_cut_by_cells_and_moves_no_cursor() -> None:
    (_, line) = bars([("漢字\x1b" * 20, 1, 100.0, [1] * 12, 1)], 60, PLAIN)
    assert "\x1b" not in "".join(text for text, _ in line)
    assert "…" in line[0][0]


def test_nothing_has_no_picture() -> None:
    assert heatmap([], 80, PLAIN) == bars([], 80, PLAIN) == []
    assert list(painted([], PLAIN)) == []


def test_pictures_say_what_the_reports_say(demo: Path) -> None:
    drawn = pictures(demo, {"since": date(2026, 1, 1)})
    days = {row[0]: row[1] for row in drawn["days"].rows}
    daily = records(demo, "daily", {"since": date(2026, 1, 1)})
    assert days == {row["day"]: row["user_messages"] for row in daily}
    rows: list[tuple[Any, ...]] = list(drawn["models"].rows)
    models = {row[0]: (row[1], row[2]) for row in rows}
    told = records(demo, "models", {"since": date(2026, 1, 1)})
    assert models == {row["model"]: (row["answers"], row["percent"]) for row in told[:8]}
    assert all(sum(row[3]) == row[1] for row in rows)


def test_only_the_table_of_the_overview_has_pictures(demo: Path) -> None:
    assert "day by day" in _etl(demo, "overview").stdout
    assert "day by day" not in _etl(demo, "overview", "--format", "json").stdout
    assert "day by day" not in _etl(demo, "models").stdout


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437"])
def test_a_terminal_without_our_characters_gets_plainer_ones(demo: Path, encoding: str) -> None:
    for report in ("overview", "projects", "models"):
        result = _etl(demo, report, encoding=encoding)
        assert (result.exit_code, result.stderr) == (0, "")
        assert not set("■▁▃") & set(result.stdout)
        assert "?" not in result.stdout.partition("\n\n")[0]


def test_data_that_an_encoding_cannot_hold_is_one_sentence(demo: Path) -> None:
    command = [sys.executable, "-m", "etl", "report", "projects", "--format", "json", "--db", str(demo)]
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    result = subprocess.run(command, capture_output=True, encoding="latin-1", cwd=ROOT, env=environment)
    assert result.returncode == 1
    assert result.stderr.startswith("Error: ")
    assert result.stderr.endswith("set PYTHONIOENCODING=utf-8, and ask again.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("variables", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_there_are_colours_on_a_terminal_that_wants_them(
    demo: Path, variables: dict[str, str], is_coloured: bool
) -> None:
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "COLUMNS": "100"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "etl", "report", "overview", "--db", str(demo)]
    with subprocess.Popen(command, stdout=theirs, cwd=ROOT, env=environment | variables) as process:
        os.close(theirs)
        seen = _read(ours)
        assert process.wait() == 0
    assert ("\x1b[" in seen) == is_coloured
    assert ("■" in seen) == is_coloured
    assert "conversations" in seen


def _read(descriptor: int) -> str:
    pieces = []
    while True:
        try:
            piece = os.read(descriptor, 65536)
        except OSError:  # What Linux says at the end of a terminal.
            break
        if not piece:
            break
        pieces.append(piece)
    os.close(descriptor)
    return b"".join(pieces).decode("utf-8", "replace")


def _etl(demo: Path, *arguments: str, encoding: str = "utf-8") -> Result:
    return CliRunner(charset=encoding).invoke(main, ["report", *arguments, "--db", str(demo)])
