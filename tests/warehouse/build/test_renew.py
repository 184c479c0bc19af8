"""The next version of a database, made without loading anything."""

from pathlib import Path

import pytest

from etl.errors import DatabaseError
from etl.state.overrides import add
from etl.warehouse.build.plan import Plan
from etl.warehouse.build.renew import renew
from tests.warehouse.build.build_cases import ask, chain, load

MONTH = {"vendor": "openai", "plan": "plus", "from_date": "2023-11-01", "seats": "1"}


def test_what_is_stored_stays_and_what_the_user_stated_comes_in(tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    load(path, [chain("a", 5)], Plan("Asia/Tokyo"))
    stored = ask(path, "select * from core.messages order by all")
    told = ask(path, "select * from core.settings where name in ('timezone', 'rules', 'text_stored') order by all")
    add(path, "plan_periods", MONTH)
    outcome = renew(path)
    assert (outcome.messages, outcome.new, outcome.is_rebuilt) == (0, 0, False)
    assert ask(path, "select plan, seats from core.plan_periods") == [("plus", 1)]
    assert ask(path, "select * from core.messages order by all") == stored
    assert ask(path, "select count(*) from core.loads") == [(1,)]
    assert (
        ask(path, "select * from core.settings where name in ('timezone', 'rules', 'text_stored') order by all") == told
    )


def test_there_is_nothing_to_renew_without_a_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"There is no chats\.duckdb\. Make it with: etl load EXPORT"):
        renew(tmp_path / "chats.duckdb")
    assert list(tmp_path.iterdir()) == []
