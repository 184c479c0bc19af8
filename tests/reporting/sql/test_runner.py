"""A statement in a process of its own: what it prints is what would be printed here, and it ends when it is late."""

import os
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner, Result

from etl.commands.cli import main
from etl.commands.options import FORMATS
from etl.errors import DatabaseError, QueryError
from etl.reporting.formats.render import render
from etl.reporting.sql.question import query
from etl.reporting.sql.runner import printed, values

_EVERY_TYPE = """
    select 1.50::decimal(18, 6) as a, -12345678901234567890::hugeint as b, 0.1::double as c, 'nan'::double as d,
        date '2025-01-02' as e, timestamp '2025-01-02 03:04:05.678' as f, time '03:04' as g, interval 3 days as h,
        [1, null, 3] as i, {'x': 1.10, 'y': ['é']} as j, map {'k': 1} as k, '\\x01'::blob as l, null as m,
        true as n, '0f8fad5b-d9cb-469f-a165-70867728950e'::uuid as o, '=1+1' as p, 'line\r\nline' as q, '日本' as r
    from range(3)
"""
_FOR_EVER = "select count(*) from range(100000000) as a, range(100000000) as b where a.range <> b.range"


def _etl(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["sql", *arguments])


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_printed_by_another_process_is_the_same_to_the_letter(guarded: Path, form: str) -> None:
    warned: list[str] = []
    pieces = printed(guarded, _EVERY_TYPE, form, 200, seconds=0, limit=0, warn=warned.append)
    assert "".join(pieces) == "".join(render(query(guarded, _EVERY_TYPE), form, 200))
    assert not warned


def test_an_answer_of_many_pieces_comes_whole(guarded: Path) -> None:
    pieces = list(printed(guarded, "from range(50000)", "csv", 80, seconds=0, limit=0, warn=pytest.fail))
    assert len(pieces) > 2
    assert "".join(pieces).split() == ["range", *map(str, range(50_000))]


def test_what_is_left_out_is_told_beside_the_answer(guarded: Path) -> None:
    result = _etl("from range(10)", "--db", str(guarded), "--format", "csv", "--limit", "3")
    assert (result.exit_code, result.stdout) == (0, "range\n0\n1\n2\n")
    assert result.stderr == "There are more rows than 3; --limit 0 prints all of them.\n"
    assert not _etl("from range(3)", "--db", str(guarded), "--limit", "3").stderr


@pytest.mark.parametrize("sql", [_FOR_EVER, f"explain analyze {_FOR_EVER}"])
def test_a_statement_ends_when_it_is_late(guarded: Path, sql: str) -> None:
    result = _etl(sql, "--db", str(guarded), "--timeout", "0.5")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: The statement took more than 0.5 seconds; ask for less.\n"
    assert not _children()


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory there")
def test_a_statement_that_wants_all_memory_is_one_sentence(guarded: Path) -> None:
    with pytest.raises(QueryError, match="memory"):
        values(guarded, "select repeat('x', 4000000000)", 600)


def test_who_stops_reading_leaves_no_process_behind(guarded: Path) -> None:
    pieces = printed(guarded, "from range(10000000)", "csv", 80, seconds=0, limit=0, warn=pytest.fail)
    assert next(pieces).startswith("range\n0\n")
    assert isinstance(pieces, Generator)
    pieces.close()
    assert not _children()


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("explain analyze copy (select 1) to 'written.csv'", "Only questions are answered here"),
        ("from read_text('/etc/hostname')", "read_text is not answered here"),
        ("pragma database_list", "Only questions are answered here"),
        ("select 1 \0; drop view conversations", "holds no NUL"),
        (f"select '{'x' * 100_000}'", "The statement is too long"),
        ("select $1", "Error: "),
        ("select cast(title as int) from conversations", "…"),
    ],
)
def test_a_refusal_is_one_sentence_of_the_command(guarded: Path, sql: str, reason: str) -> None:
    before = sorted(guarded.parent.iterdir())
    result = _etl(sql, "--db", str(guarded))
    assert (result.exit_code, result.stdout) == (1, "")
    assert reason in result.stderr
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert sorted(guarded.parent.iterdir()) == before


def test_a_statement_that_is_no_text_is_refused(guarded: Path) -> None:
    with pytest.raises(QueryError, match="no text of Unicode"):
        values(guarded, "select '\udcff'", 600)


def test_what_is_no_database_of_ours_is_said_as_such(tmp_path: Path) -> None:
    (tmp_path / "chats.duckdb").write_text("this is no database")
    for name in ("chats.duckdb", "none.duckdb"):
        with pytest.raises(DatabaseError) as raised:
            values(tmp_path / name, "select 1", 600)
        assert name in str(raised.value)
        assert str(tmp_path) not in str(raised.value)


def test_nothing_of_the_user_reaches_the_process_but_the_zone(guarded: Path) -> None:
    asked = "select extract(hour from timezone('UTC', '2025-01-01 00:00'::timestamp)) as hour"
    command = [sys.executable, "-m", "etl", "sql", asked, "--db", str(guarded), "--format", "csv"]
    surroundings = {**os.environ, "TZ": "Asia/Tokyo"}
    found = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True)
    assert found.stdout == "hour\n9\n"


def _children() -> list[psutil.Process]:
    return [one for one in psutil.Process().children() if "etl.reporting.sql.sandbox" in one.cmdline()]
