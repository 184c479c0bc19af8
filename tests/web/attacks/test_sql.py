"""The attack table of the web app, rows 39 to 43: statements that want more than an answer."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import pytest

from etl.web.sql import runner
from tests.web.web_cases import Answer, Web, serving

_WRITTEN = "/tmp/written-by-a-statement"
_MANY = """
import json, sys
from etl.web.sql.sandbox import answer, bound
bound()
for line in sys.stdin:
    print(json.dumps(answer(*json.loads(line))), flush=True)
"""
"""What the process of one statement does, for one after the other: with the same limits, and no more in its reach."""

Sandbox = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="module")
def sandbox(server: Web) -> Iterator[Sandbox]:
    """The answer to a statement, of a process like that in which the app asks each of them."""
    pipe, place = subprocess.PIPE, server.database
    typed = [sys.executable, "-P", "-c", _MANY]
    with subprocess.Popen(
        typed, stdin=pipe, stdout=pipe, text=True, cwd=place.parent, env=runner._environment()
    ) as process:
        read, write = process.stdout, process.stdin
        assert read is not None
        assert write is not None

        def ask(sql: str) -> dict[str, Any]:
            write.write(json.dumps([place.name, sql]) + "\n")
            write.flush()
            found: dict[str, Any] = json.loads(read.readline())
            return found

        yield ask
        write.close()


@pytest.fixture(scope="module")
def hasty(server: Web) -> Iterator[Web]:
    """Another server over the same database, which gives a statement one second."""
    with serving(server.database, sql_seconds=1) as running:
        yield running


def _asked(server: Web, sql: str) -> Answer:
    return server.ask("/api/sql", "POST", {"sql": sql})


def test_a_question_is_answered_with_its_types_and_its_first_thousand_rows(server: Web) -> None:
    answer = _asked(server, "select provider, count(*) as chats from conversations group by all order by all").json
    assert (answer["columns"], answer["types"]) == (["provider", "chats"], ["VARCHAR", "BIGINT"])
    assert sum(row[1] for row in answer["rows"]) == 296
    assert not answer["is_cut"]
    many = _asked(server, "from range(1001)").json
    assert (len(many["rows"]), many["is_cut"]) == (1000, True)
    assert not _asked(server, "from range(1000)").json["is_cut"]
    wide = _asked(server, "select repeat('é', 20000) as a, 12345678901234567890 as b, 'nan'::double as c").json
    assert (len(wide["rows"][0][0]), wide["is_cut"]) == (10_240, True)
    assert wide["rows"][0][1:] == ["12345678901234567890", "nan"]
    large = _asked(server, "select repeat('x', 10000) as a from range(1000)").json
    assert large["is_cut"]
    assert sum(len(row[0]) for row in large["rows"]) <= 5_000_000
    assert _asked(server, "explain select 1").status == 200
    assert _asked(server, "summarize conversations").status == 200


@pytest.mark.parametrize(
    "sql",
    [
        *("from read_csv('/etc/passwd')", "from read_text('/etc/passwd')", "from read_blob('/etc/passwd')"),
        *("from glob('/*')", "from '/etc/passwd'", "from sniff_csv('/etc/passwd')", "from read_parquet('x.parquet')"),
        *("from read_json('http://127.0.0.1/a.json')", "from 'http://127.0.0.1/a.csv'", "from parquet_scan('/tmp/*')"),
        *("attach '/tmp/a.duckdb'", f"copy (select 1) to '{_WRITTEN}'", f"export database '{_WRITTEN}'"),
        *(
            "install httpfs",
            "load httpfs",
            "set memory_limit = '50GB'",
            "reset memory_limit",
            "pragma memory_limit='9GB'",
        ),
        *(
            "set lock_configuration = false",
            "set enable_external_access = true",
            "pragma enable_profiling",
            "checkpoint",
        ),
        *("create table a (b int)", "create temp table a as select 1", "insert into core.loads default values"),
        *("drop view conversations", "delete from core.conversations", "set variable a = 1", "vacuum", "use core"),
        *("select getenv('HOME')", "from duckdb_secrets()", f"explain analyze copy (select 1) to '{_WRITTEN}'"),
        *("create secret (type s3)", "import database '/tmp'", "from sys", "detach chats", "create macro a() as 1"),
    ],
)
def test_row_39_nothing_is_read_written_or_set_beside_the_database(sandbox: Sandbox, sql: str) -> None:
    answer = sandbox(sql)
    assert list(answer) == ["error"]
    assert "root:" not in answer["error"]
    assert not Path(_WRITTEN).exists()


@pytest.mark.parametrize(
    "sql", ["from read_text('/etc/passwd')", f"copy (select 1) to '{_WRITTEN}'", "select 1; select 2"]
)
def test_rows_39_and_40_a_refusal_is_all_that_is_answered(server: Web, sandbox: Sandbox, sql: str) -> None:
    answer = _asked(server, sql)
    assert (answer.status, answer.json) == (400, sandbox(sql))


@pytest.mark.parametrize(
    "sql",
    [
        *("select 1; select 2", "select 1; drop view conversations", "call pragma_version()", "", ";", "-- nothing"),
        *("prepare a as select 1", "execute a", "begin", "pragma database_list", "show all tables; select 1"),
        *("from query('select 1; select 2')", "selec", "select * from"),
    ],
)
def test_row_40_one_question_at_a_time(sandbox: Sandbox, sql: str) -> None:
    assert list(sandbox(sql)) == ["error"]


@pytest.mark.parametrize(
    "sql",
    [
        *("select repeat('x', 4000000000)", "select repeat(repeat('x', 100000000), 40)"),
        "select length(string_agg(repeat('x', 100000))) from range(200000)",
        "with recursive a as (select 1 as b union all select b + 1 from a) select max(b) from a",
        "select count(*) from range(100000000) as a, range(100000000) as b where a.range <> b.range",
        "select list(range) from range(1000000000)",
    ],
)
def test_row_41_a_statement_that_wants_everything_is_stopped_and_the_next_one_works(
    server: Web, hasty: Web, sql: str
) -> None:
    before = psutil.Process().memory_info().rss
    refused = _asked(hasty, sql)
    assert refused.status == 400
    assert re.search("took more than 1 seconds|needs? more memory|needed more memory or time", refused.json["error"])
    assert psutil.Process().memory_info().rss - before < 50_000_000
    assert not [child for child in psutil.Process().children() if _is_one_of_ours(child)]
    assert _asked(server, "select 1 as a").json["rows"] == [[1]]


def _is_one_of_ours(child: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return "etl.web.sql.sandbox" in child.cmdline()
    return False


@pytest.mark.parametrize(
    "sql",
    [
        *("from duckdb_databases()", "from DUCKDB_SETTINGS()", 'from "duckdb_settings"()', "from pragma_database_list"),
        *("select current_setting('allowed_paths')", "from query('from duckdb_' || 'databases()')", "show databases"),
        *(
            "from duckdb_logs",
            "select * from system.main.duckdb_databases()",
            "from \"query\"('from duckdb_databases()')",
        ),
        *("from duckdb_views()", "describe", "from information_schema.schemata", "from pragma_platform()"),
        *("from duckdb_temporary_files()", "from pragma_storage_info('core.loads')", "from duckdb_extensions()"),
        *("from core.settings", "from loads", "from load_files", "select * from duckdb_variables()"),
    ],
)
def test_row_42_no_answer_tells_where_the_files_of_the_user_lie(server: Web, sandbox: Sandbox, sql: str) -> None:
    answer = json.dumps(sandbox(sql))
    assert str(server.database.parent) not in answer
    assert str(Path.home()) not in answer


@pytest.mark.parametrize("text", ["'", "' or 1=1 --", '"; drop table x; --', "\\", "%", "_", "\\%", "$text", "?", "\0"])
def test_row_43_what_is_searched_for_is_only_ever_text(server: Web, text: str) -> None:
    answer = server.ask(f"/api/search?q={quote(text)}")
    if text == "\0":
        assert answer.status in (200, 400)
        return
    assert answer.status == 200
    for found in answer.json["results"]:
        assert text in (found["title"] or "") or text in found["snippet"]


def test_row_43_sort_keys_and_forms_are_of_a_list(server: Web) -> None:
    for field in ("sort", "in", "done", "form", "organize_mode", "since"):
        answer = server.ask(f"/api/export?{field}=title;drop")
        assert (answer.status, answer.json["field"]) == (400, field)
