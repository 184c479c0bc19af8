"""The DuckDB shell, which is often older than the DuckDB that wrote the file: it answers what the manual asks."""

import json
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from etl.reporting.sql.question import query as ask
from tests.conftest import ROOT
from tests.test_manual import QUERIES

SHELL = shutil.which("duckdb", path=sysconfig.get_path("scripts")) or shutil.which("duckdb")
VIEWS = sorted(path.stem for path in (ROOT / "sql" / "v1").glob("*.sql"))

pytestmark = pytest.mark.skipif(SHELL is None, reason="the DuckDB shell is not installed (package duckdb-cli)")


def test_the_manual_asks_ten_questions_of_versioned_views() -> None:
    assert len({question for question, _ in QUERIES}) == 10
    for _, query in QUERIES:
        words = query.split()
        assert all(words[n + 1].startswith("v1.") for n, word in enumerate(words) if word in ("from", "join"))


@pytest.mark.parametrize("query", [query for _, query in QUERIES], ids=[question for question, _ in QUERIES])
def test_the_shell_answers_a_query_of_the_manual(demo_database: Path, query: str) -> None:
    rows = answers(demo_database, query)
    wanted = ask(demo_database, query)
    assert rows
    assert (len(rows), tuple(rows[0])) == (len(list(wanted.rows)), wanted.columns)


def test_the_shell_reads_every_view_and_plain_names(demo_database: Path) -> None:
    for view in VIEWS:
        answers(demo_database, f"select * from v1.{view}")
    assert answers(demo_database, "select sum(user_messages)::bigint as n from daily_usage") == [{"n": 771}]


def answers(database: Path, query: str) -> list[dict[str, Any]]:
    command = [str(SHELL), "-readonly", "-json", str(database), query]
    result = subprocess.run(command, capture_output=True, check=True)
    rows: list[dict[str, Any]] = json.loads(result.stdout.decode() or "[]")
    return rows
