"""The manual: its lists are those of the project, its links lead somewhere, its questions have answers, it is shown."""

import os
import re
import textwrap
from collections.abc import Iterable
from pathlib import Path

import click
import duckdb
import pytest
from click.testing import CliRunner

from etl import assets
from etl.commands import load
from etl.commands.cli import main
from etl.reporting.reports import catalogue
from etl.reporting.sql.question import query as ask
from tests.conftest import ROOT

MANUAL = ROOT / "etl" / "manual"
PAGES = assets.manual()
QUERIES = re.findall(r"-- (.+)\n([^;]+);", "".join(re.findall(r"```sql\n(.*?)```", PAGES["sql"], re.S)))
OPTIONS = [name for option in load.command.params if isinstance(option, click.Option) for name in option.opts]
VIEWS = "select view_name, comment from duckdb_views() where schema_name = 'v1' order by view_name"
COLUMNS = """
    select column_name, data_type, comment from duckdb_columns()
    where schema_name = 'v1' and table_name = ? order by column_index
"""


def test_it_lists_every_report_with_its_question(request: pytest.FixtureRequest) -> None:
    rows = [(f"`{name}`", question) for name, question in catalogue.names().items()]
    _check(request, "reports", _table(("report", "question"), rows))


def test_it_lists_every_view_and_column_with_its_comment(request: pytest.FixtureRequest, demo_database: Path) -> None:
    with duckdb.connect(str(demo_database), read_only=True) as connection:
        views = connection.execute(VIEWS).fetchall()
        told = [_view(name, comment, connection.execute(COLUMNS, [name]).fetchall()) for name, comment in views]
    _check(request, "views", "\n".join(told))


@pytest.mark.parametrize("option", OPTIONS)
def test_it_names_every_option_of_a_load(option: str) -> None:
    assert re.search(rf"`{option}\b", PAGES["load"])


@pytest.mark.parametrize("query", [query for _, query in QUERIES], ids=[question for question, _ in QUERIES])
def test_a_question_in_sql_has_an_answer(demo_database: Path, query: str) -> None:
    answer = ask(demo_database, query)
    assert next(iter(answer.rows))
    assert len(set(answer.columns)) == len(answer.columns)


@pytest.mark.parametrize("place", [*sorted(MANUAL.glob("*.md")), ROOT / "README.md"], ids=lambda path: path.stem)
def test_its_links_lead_to_files_that_are_there(place: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", place.read_text("utf-8"))
    assert [link for link in links if not (place.parent / link).is_file()] == []


@pytest.mark.parametrize("topic", PAGES)
def test_a_page_begins_with_its_title_and_fits_a_screen_in_width(topic: str) -> None:
    title, blank, *lines = PAGES[topic].splitlines()
    assert re.fullmatch(r"# \S.*", title)
    assert blank == ""
    assert [line for line in lines if len(line) > 120 and not line.startswith("|")] == []


def test_the_list_names_every_page_with_its_title() -> None:
    listed = dict(line.split(maxsplit=1) for line in CliRunner().invoke(main, ["manual"]).stdout.splitlines())
    assert listed == assets.manual_titles()


@pytest.mark.parametrize("topic", PAGES)
def test_a_pipe_gets_a_page_as_it_is(topic: str) -> None:
    assert CliRunner().invoke(main, ["manual", topic]).stdout == PAGES[topic]


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal of POSIX")
def test_a_terminal_gets_it_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.commands.terminal_cases import terminal

    with terminal(monkeypatch) as seen:
        main(["manual", "app"], standalone_mode=False)
    text = re.sub(r"\x1b\[[\d;]*m", "", b"".join(seen).decode())
    assert "The app in the browser" in text
    assert "**" not in text
    assert "```" not in text
    assert "\\u001b" not in text


@pytest.mark.parametrize(("topic", "hint"), [("costs", "Did you mean 'cost'?"), ("zzz", "'etl manual' lists them.")])
def test_a_page_that_is_not_there_is_said_in_a_sentence(topic: str, hint: str) -> None:
    result = CliRunner().invoke(main, ["manual", topic])
    assert result.exit_code == 1
    assert hint in result.stderr
    assert result.stdout == ""


def _view(name: str, comment: str, columns: list[tuple[str, str, str]]) -> str:
    rows = [(f"`{column}`", kind.lower(), note) for column, kind, note in columns]
    return f"## {name}\n\n{_broken(comment)}\n\n{_table(('column', 'type', 'what it says'), rows)}"


def _broken(text: str) -> str:
    """A paragraph in lines of 120."""
    return "\n".join(textwrap.wrap(text, 120, break_long_words=False, break_on_hyphens=False))


def _table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    told = (headings, tuple("---" for _ in headings), *rows)
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in told)


def _check(request: pytest.FixtureRequest, topic: str, listed: str) -> None:
    """Compare what stands between two marks of a page; with --accept, write it there instead."""
    page = MANUAL / f"{topic}.md"
    text = page.read_text("utf-8")
    start, end = f"<!-- {topic} -->\n", f"<!-- /{topic} -->"
    before, rest = text.split(start)
    found, after = rest.split(end)
    if request.config.getoption("--accept"):
        page.write_text(f"{before}{start}{listed}{end}{after}", "utf-8", newline="\n")
        found = listed
    assert found == listed, f"The manual's {topic} have changed; write them with: pytest --accept"
