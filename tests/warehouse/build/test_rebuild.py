"""A database that goes on under another layout, in another zone, or after much of it was replaced."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.errors import DatabaseError, SettingError
from etl.state import file
from etl.warehouse.build.plan import Plan
from etl.warehouse.build.renew import rezone
from tests.warehouse.build.build_cases import ask, chain, content, load

ZONES = (
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Pacific/Apia",
    "Europe/Dublin",
    "Africa/Casablanca",
)


def change(path: Path, *statements: str) -> None:
    """Do something to a database that the program itself would not do."""
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_an_older_layout_is_rebuilt_with_its_views_and_read_again(two: Path) -> None:
    views = "select schema_name, view_name from duckdb_views() where not internal order by all"
    before = ask(two, views)
    change(
        two,
        "drop view main.code_blocks",
        "drop view v1.code_blocks",
        "alter table core.conversations drop column voice",
        "drop table core.code_blocks",
        "update core.settings set value = 'older' where name = 'layout'",
    )
    outcome = load(two, [chain("a", 3)])
    assert (outcome.is_rebuilt, outcome.changed) == (True, 1)
    assert ask(two, "select count(*) from core.messages") == [(5,)]
    assert ask(two, "select conversation_id, count(*) from core.code_blocks group by all") == [("a", 3)]
    assert ask(two, "select tags['storage_version'] from duckdb_databases() where path is not null") == [("v1.2.0+",)]
    assert not load(two, [chain("a", 3)]).is_rebuilt
    assert ask(two, views) == before != []


def test_a_file_that_is_mostly_dead_is_rebuilt(one: Path) -> None:
    kept = content(one, "messages")
    change(
        one,
        "create table main.filler as select uuid() as id from range(500000)",
        "checkpoint",
        "drop table main.filler",
    )
    swollen = one.stat().st_size
    assert load(one, [chain("a", 3)]).is_rebuilt
    assert one.stat().st_size < swollen / 2
    assert content(one, "messages") == kept


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "chats.duckdb"
    load(path, [chain("a", 100)])
    return path


@settings(max_examples=3)
@given(
    st.sampled_from(ZONES),
    st.lists(st.datetimes(datetime(1975, 1, 1), datetime(2090, 1, 1)), min_size=100, max_size=100),
)
def test_days_are_cut_as_zoneinfo_does(
    long: Path, tmp_path_factory: pytest.TempPathFactory, zone: str, times: list[datetime]
) -> None:
    path = Path(shutil.copyfile(long, tmp_path_factory.mktemp("zone") / "chats.duckdb"))
    listed = ", ".join(f"timestamp '{at}'" for at in times)
    change(path, f"update core.messages set created_at = [{listed}][position + 1]")
    rezone(path, zone)
    found = ask(path, "select created_at, local_date, local_hour from core.messages")
    assert sorted(found) == sorted((at, *_local(at, zone)) for at in times)
    assert ask(path, "select value from core.settings where name = 'timezone'") == [(zone,)]
    assert file.settings(path)["timezone"] == zone


def _local(at: datetime, zone: str) -> tuple[object, int]:
    local = at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    return local.date(), local.hour


def test_a_load_in_another_zone_moves_the_older_days_too(tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    load(path, [chain("a", 1)], Plan("Asia/Tokyo"))
    load(path, [chain("b", 1)], Plan("America/New_York"))
    assert ask(path, "select distinct local_date::varchar, local_hour from core.messages") == [("2023-11-14", 17)]


def test_a_zone_that_does_not_exist_names_its_like(one: Path) -> None:
    with pytest.raises(SettingError, match=r"no time zone 'Berlin'; did you mean Europe/Berlin"):
        rezone(one, "Berlin")
    assert "Europe/Berlin" in available_timezones()


def test_there_is_nothing_to_cut_without_a_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"no chats\.duckdb\. Make it with: etl load"):
        rezone(tmp_path / "chats.duckdb", "Europe/Berlin")


def test_settings_of_the_user_reach_the_database(tmp_path: Path) -> None:
    path = tmp_path / "chats.duckdb"
    file.save(path, "theme", "dark")
    load(path, [chain("a", 1)])
    assert ask(path, "select value from core.settings where name = 'theme'") == [("dark",)]
