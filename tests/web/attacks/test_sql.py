"""The attack table of the web app, rows 39 to 43: statements that want more than an answer.

What a statement may ask is the same at every door, and is tested in tests/reporting/sql.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import duckdb
import psutil
import pytest

from etl.web.questions import AT_ONCE, WAITING
from tests.web.web_cases import Answer, Web, happens, serving

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_SLEEPS = not duckdb.__version__.startswith("1.4.")
_FOR_EVER = "select sleep_ms(36000000)" if _SLEEPS else "select count(*) from range(100000000), range(100000000)"
"""Where it can, it takes no computing away from what else is tested."""


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
    ("sql", "reason"),
    [
        ("from read_text('/etc/passwd')", "read_text is not answered here"),
        ("explain analyze copy (select 1) to 'written.csv'", "Only questions are answered here"),
        ("select current_setting('home_directory')", "tells about this machine"),
        ("select 1; select 2", "one statement at a time"),
        ("select * from", "cannot be read"),
    ],
)
def test_rows_39_and_40_a_refusal_is_all_that_is_answered(server: Web, sql: str, reason: str) -> None:
    before = sorted(server.database.parent.iterdir())
    answer = _asked(server, sql)
    assert (answer.status, list(answer.json)) == (400, ["error"])
    assert reason in answer.json["error"]
    page = server.ask("/query", "POST", f"sql={quote(sql)}".encode(), _FORM)
    assert page.status == 400
    assert reason in page.text
    assert sorted(server.database.parent.iterdir()) == before


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
        return "etl.reporting.sql.sandbox" in child.cmdline()
    return False


def test_row_42_no_answer_tells_where_the_files_of_the_user_lie(server: Web) -> None:
    place = str(server.database.parent)
    assert _asked(server, f"select '{place}/a' as b").json["rows"] == [["a"]]
    for sql in ("from duckdb_databases()", "describe", "show databases", "from information_schema.schemata"):
        answer = json.dumps(_asked(server, sql).json)
        assert place not in answer
        assert str(Path.home()) not in answer


def test_slow_statements_hold_neither_pages_nor_each_other_for_ever(demo_database: Path) -> None:
    with serving(demo_database, sql_seconds=3_600, api_rate=1_000.0, api_burst=1_000) as server:
        answers: list[Answer] = []

        def ask() -> None:
            # Who still waits when the test has seen enough may be told nothing.
            with suppress(OSError):
                answers.append(_asked(server, _FOR_EVER))

        # More than there are threads that answer pages.
        asked = [Thread(target=ask) for _ in range(50)]
        for thread in asked:
            thread.start()
        happens(lambda: len(answers) == len(asked) - AT_ONCE - WAITING)
        assert {answer.status for answer in answers} == {503}
        assert answers[0].json["error"] == "Too many statements are being answered; ask again in a moment."
        assert int(answers[0].headers["retry-after"]) > 0
        for path in ("/", "/query", "/conversations", "/api/search?q=bread"):
            assert server.ask(path).status == 200
        assert len(answers) == len(asked) - AT_ONCE - WAITING
        happens(lambda: _ended() or not any(thread.is_alive() for thread in asked), pause=0.1)
        assert _asked(server, "select 1 as a").json["rows"] == [[1]]


def _ended() -> bool:
    """Kill the statements that run; False, for others may follow."""
    for child in psutil.Process().children():
        if _is_one_of_ours(child):
            with suppress(psutil.Error):
                child.kill()
    return False


@pytest.mark.parametrize("text", ["'", "' or 1=1 --", '"; drop table x; --', "\\", "%", "_", "\\%", "$text", "?", "\0"])
def test_row_43_what_is_searched_for_is_only_ever_text(server: Web, text: str) -> None:
    answer = server.ask(f"/api/search?q={quote(text)}")
    has_words = any(map(str.isalnum, text))
    assert answer.status == (200 if has_words else 400)
    for found in answer.json.get("results", []):
        assert found["title_marks"] or found["snippet_marks"]


def test_row_43_sort_keys_and_forms_are_of_a_list(server: Web) -> None:
    for field in ("sort", "in", "done", "form", "organize_mode", "since"):
        answer = server.ask(f"/api/export?{field}=title;drop")
        assert (answer.status, answer.json["field"]) == (400, field)
