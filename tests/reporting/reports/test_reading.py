"""Many questions to one database: shared tables answer as the file's views do, and nothing is asked twice."""

import re
import shutil
from pathlib import Path

import pytest

from etl import assets
from etl.reporting.reports.reading import SHARED, reading, shared
from etl.reporting.reports.run import answer, run

_MADE = "select distinct table_name from duckdb_columns() where database_name like 'shared%'"
_IN_TURN = ("costs", "costs --by model", "agents", "tokens --by week", "agents")
_VIEW = re.compile(r"\bv1\.(\w+)")
_VIEWS = {name: sql.partition("\ncomment on ")[0] for name, sql in assets.sql("v1").items()}


def test_what_is_shared_answers_as_the_file_does(both: Path) -> None:
    different = []
    with shared(both) as found:
        for (name,) in found.rows(_MADE, {}):
            # What is added up in another order differs in its last bits.
            described = found.rows(f"select column_name, column_type from (describe v1.{name})", {})
            columns = ", ".join(f"round({one}, 6)" if kind == "DOUBLE" else str(one) for one, kind in described)
            here, there = (f"select {columns} from {place}.{name}" for place in ("v1", f'"{both.stem}".v1'))
            if found.rows(f"({here} except all {there}) union all ({there} except all {here})", {}):
                different.append(name)
    assert different == []


def test_every_shared_view_is_a_table_and_serves_the_views_above_it(both: Path) -> None:
    with shared(both) as found:
        tables = found.rows("select table_name from duckdb_tables() where database_name like 'shared%'", {})
        found.connection.execute("delete from v1.conversation_days")
        ((days,),) = found.rows("select count(*) from v1.daily_usage", {})
    assert {str(name) for (name,) in tables} == set(SHARED)
    assert days == 0


def test_several_may_share_the_same_file_in_one_process_and_leave_nothing_behind(both: Path) -> None:
    with reading(both) as outer:
        with shared(both) as one, shared(both) as other:
            one.connection.execute("delete from v1.conversation_days")
            ((theirs,),) = other.rows("select count(*) from v1.conversation_days", {})
            ((plain,),) = outer.rows("select count(*) from v1.conversation_days", {})
        assert outer.rows("select distinct table_name from duckdb_tables() where schema_name = 'v1'", {}) == []
        assert outer.rows("select database_name from duckdb_databases() where database_name like 'shared%'", {}) == []
    assert theirs == plain
    assert plain != 0


def test_only_what_several_questions_need_is_shared() -> None:
    asked = [*assets.queries().values(), *assets.chart_queries().values()]
    readers = {name: sum(name in _below(sql) for sql in asked) for name in SHARED}
    assert [name for name, number in readers.items() if number < 2] == []


@pytest.mark.parametrize("name", ["it's mine.duckdb", "a b.v1,c.duckdb"])
def test_a_file_may_have_any_name(both: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    shutil.copyfile(both, path)
    with shared(path) as found:
        table = answer(found, "daily")
    assert table == run(both, "daily")


def test_reports_and_their_variants_follow_one_another(both: Path) -> None:
    with shared(both) as found:
        together = [answer(found, *_typed(name)) for name in _IN_TURN]
    assert together == [run(both, *_typed(name)) for name in _IN_TURN]


def test_a_question_is_put_once(both: Path) -> None:
    ask = "select count(*) from v1.messages where provider = $provider or random() < 0"
    with reading(both) as found:
        first = found.once(ask, {"provider": "chatgpt"})
        assert found.once(ask, {"provider": "chatgpt"}) is first
        assert found.once(ask, {"provider": "claude"}) != first


def _typed(name: str) -> tuple[str, None, str | None]:
    report, _, by = name.partition(" --by ")
    return report, None, by or None


def _below(sql: str) -> set[str]:
    """The views that a statement reads, and those that they read."""
    direct = {name for name in _VIEW.findall(sql) if name in _VIEWS}
    return direct.union(*(_below(_VIEWS[name].partition(" as\n")[2]) for name in direct))
