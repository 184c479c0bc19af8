"""Reports: what each answers, in every format; filters; and files and questions that cannot be answered."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from etl import assets
from etl.errors import DatabaseError, QueryError
from etl.reporting.formats.render import render
from etl.reporting.reports.catalogue import catalogue, filters, names
from etl.reporting.reports.connection import connect
from etl.reporting.reports.run import run
from etl.reporting.reports.table import Table
from etl.reporting.sql.question import query
from tests.conftest import ROOT
from tests.reporting.report_cases import OF_LOGS, ask


def rows(table: Table) -> list[tuple[object, ...]]:
    return list(table.rows)


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("form", ["table", "csv", "json", "jsonl", "md"])
def test_a_report_reads_as_it_always_did(
    answers: dict[str, Table], name: str, form: str, expect: Callable[[str, str], None]
) -> None:
    file = name.replace(" --by ", "_by_")
    expect(f"reports/{file}.{form}", "".join(render(answers[name], form)))


@pytest.mark.parametrize("name", names())
def test_a_report_begins_with_its_question(name: str) -> None:
    assert assets.queries()[name.replace(" --by ", "_by_")].startswith("-- ")
    assert names()[name].endswith("?")


def test_the_catalogue_lists_every_report_with_its_question() -> None:
    assert rows(catalogue()) == list(names().items())


def test_the_catalogue_shows_every_question_whole() -> None:
    assert "…" not in "".join(render(catalogue(), "table", 80))


def test_a_report_is_filtered_by_days_inclusive(chats: Path) -> None:
    chosen = {"since": date(2024, 3, 4), "until": date(2024, 3, 5)}
    assert [row[0] for row in rows(run(chats, "daily", chosen))] == [
        date(2024, 3, 4),
        date(2024, 3, 5),
    ]


def test_a_report_is_filtered_by_provider_account_and_model(chats: Path) -> None:
    assert [row[1] for row in rows(run(chats, "daily", {"provider": "claude"}))] == ["claude"]
    assert rows(run(chats, "daily", {"account": "nobody"})) == []
    assert [row[0] for row in rows(run(chats, "models", {"model": "gpt-5"}))] == ["gpt-5"]


@pytest.mark.parametrize("name", [name for name in names() if name not in OF_LOGS])
def test_a_report_can_be_filtered_to_nothing_by_each_filter_it_knows(
    chats: Path, answers: dict[str, Table], name: str
) -> None:
    nothing: dict[str, object] = {"since": date(2030, 1, 1), "until": date(2000, 1, 1)}
    nothing |= dict.fromkeys(("provider", "model", "account"), "nobody")
    file, _, by = name.partition(" --by ")
    for known in {*filters(file, by or None)} & set(nothing):
        assert rows(ask(chats, name, {known: nothing[known]})) != rows(answers[name]), known


def test_a_filter_that_a_report_does_not_know_is_refused(chats: Path) -> None:
    with pytest.raises(QueryError, match="daily cannot be filtered by model; it knows: since, until, provider"):
        run(chats, "daily", {"model": "gpt-5"})


def test_an_unknown_report_is_refused_with_the_known_ones(chats: Path) -> None:
    with pytest.raises(QueryError, match=r"no report 'nope'\. There are: activity, agents, blocks, branches"):
        run(chats, "nope")


def test_an_unknown_variant_is_refused_with_the_known_ones(chats: Path) -> None:
    known = "There are: --by category, conversation, model, month, project"
    with pytest.raises(QueryError, match=rf"no report 'costs --by colour'\. {known}\."):
        run(chats, "costs", by="colour")
    with pytest.raises(QueryError, match="tools has no variants; leave out --by"):
        run(chats, "tools", by="model")
    with pytest.raises(QueryError, match="no report 'costs_by_model'"):
        run(chats, "costs_by_model")


def test_a_question_in_sql_is_answered(own: Path) -> None:
    table = query(own, "select count(*) as n from messages")
    assert (table.columns, rows(table)) == (("n",), [(17,)])


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("select 1; select 2", "one statement at a time"),
        ("", "one statement at a time"),
        ("select nope from messages", 'Referenced column "nope" not found'),
        ("selec", "syntax error"),
        ("delete from core.messages", "Only questions"),
        ("select text::integer from messages", "^Could not convert string …$"),
    ],
)
def test_a_question_that_cannot_be_answered_gets_one_line(own: Path, sql: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason) as caught:
        rows(query(own, sql))
    assert "\n" not in str(caught.value)
    assert "text of" not in str(caught.value)


def test_a_missing_file_is_refused_with_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"There is no chats.duckdb\. Make it with: etl load EXPORT"):
        connect(tmp_path / "chats.duckdb")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    path.write_text("not a database " * 1000)
    with pytest.raises(DatabaseError, match=r"chats.duckdb is not a DuckDB file; choose another with --db\."):
        connect(path)


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "other.duckdb")).close()
    with pytest.raises(DatabaseError, match=r"other.duckdb is a DuckDB file without our views"):
        connect(tmp_path / "other.duckdb")


def test_a_file_open_for_writing_elsewhere_is_refused_with_the_program(own: Path) -> None:
    hold = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(own)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        with pytest.raises(DatabaseError, match=rf"open for writing in .*{writer.pid}.*; close it there"):
            connect(own)
        writer.communicate("\n")


@pytest.mark.skipif(duckdb.__version__.startswith("1."), reason="DuckDB 1.x imports numpy itself")
def test_a_report_starts_without_what_only_a_load_needs(chats: Path) -> None:
    code = (
        "import sys; from etl.commands.cli import main; main(sys.argv[1:], standalone_mode=False); print(*sys.modules)"
    )
    command = [sys.executable, "-c", code, "report", "overview", "--db", str(chats), "--format", "csv"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    modules = set(result.stdout.splitlines()[-1].split())
    assert "duckdb" in modules
    assert not modules & {"pyarrow", "tiktoken", "ijson", "numpy", "pandas", "rich.console", "etl.pipeline.load"}


def test_reports_read_only_versioned_views() -> None:
    named = [
        word
        for sql in assets.queries().values()
        for line in sql.splitlines()
        for word in line.split()
        if word.startswith(("core.", "main."))
    ]
    assert named == []
