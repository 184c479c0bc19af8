"""The next database: created, copied, rebuilt, and equal to itself when nothing is new."""

from pathlib import Path

from etl.warehouse.build.plan import Plan
from tests.warehouse.build.build_cases import ask, chain, content, load, names

TABLES = ("conversations", "messages", "code_blocks", "older_versions")


def test_a_first_load_makes_a_private_file_that_old_readers_open(tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    outcome = load(path, [chain("a", 3), chain("b", 2)])
    assert (outcome.new, outcome.changed, outcome.unchanged, outcome.older) == (2, 0, 0, 0)
    assert (outcome.is_first, outcome.messages) == (True, 5)
    assert path.stat().st_mode & 0o777 == 0o600
    assert ask(path, "select tags['storage_version'] from duckdb_databases() where path is not null") == [("v1.2.0+",)]
    assert list(names(path)) == []


def test_the_same_load_twice_leaves_the_same_content(two: Path) -> None:
    before = {table: content(two, table) for table in TABLES}
    outcome = load(two, [chain("a", 3), chain("b", 2)])
    assert (outcome.new, outcome.unchanged, outcome.messages) == (0, 2, 0)
    assert {table: content(two, table) for table in TABLES} == before
    assert ask(two, "select conversations_new, conversations_unchanged from core.loads order by load_id") == [
        (2, 0),
        (0, 2),
    ]


def test_what_was_seen_again_says_so(two: Path) -> None:
    load(two, [chain("a", 3), chain("c", 2)])
    query = "select conversation_id, first_load_id, last_load_id, day(first_seen_at), day(last_seen_at) "
    assert ask(two, query + "from core.conversations order by all") == [
        ("a", 1, 2, 1, 2),
        ("b", 1, 1, 1, 1),
        ("c", 2, 2, 2, 2),
    ]


def test_text_that_was_left_out_is_read_when_it_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    load(path, [chain("a", 3), chain("b", 2)], Plan(keep_text=False))
    assert ask(path, "select value from core.settings where name = 'text_stored'") == [("false",)]
    assert load(path, [chain("a", 3)]).changed == 1
    assert ask(path, "select value from core.settings where name = 'text_stored'") == [("partly",)]
    assert ask(path, "select count(text), count(*) from core.messages") == [(3, 5)]
    assert load(path, [chain("a", 3), chain("b", 2)]).unchanged == 1
    assert ask(path, "select value from core.settings where name = 'text_stored'") == [("true",)]


def test_other_rules_read_everything_again(two: Path) -> None:
    assert load(two, [chain("a", 3)], Plan(rules="2")).changed == 1
    assert load(two, [chain("a", 3)], Plan(rules="2")).unchanged == 1
    assert load(two, [chain("b", 2)], Plan(rules="2")).changed == 1
    assert ask(two, "select count(*) from core.messages") == [(5,)]
