"""What the user owns, and the zone that is taken when they choose none."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import DatabaseError, SettingError
from etl.state.file import open_state, save, settings, state_path
from etl.state.overrides import add, own, put, remove
from etl.warehouse import schema
from etl.warehouse.timezones import check_zone, intervals, machine_zone

KEPT = {"pricing": "prices", "model_map": "model_rules"}
TABLES = ("pricing", "model_map", "plan_periods", "model_assumptions", "labels", "budgets")
NOTHING: dict[str, list[object]] = {table: [] for table in TABLES}


def test_the_state_lies_beside_the_database_and_is_private(tmp_path: Path) -> None:
    database = tmp_path / "chats.duckdb"
    save(database, "timezone", "Europe/Berlin")
    path = tmp_path / "chats.state.sqlite"
    assert state_path(database) == path
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_settings_are_remembered_and_replaced(tmp_path: Path) -> None:
    database = tmp_path / "chats.duckdb"
    save(database, "timezone", "Europe/Berlin")
    save(database, "timezone", "Asia/Tokyo")
    save(database, "a", "1")
    assert settings(database) == {"a": "1", "timezone": "Asia/Tokyo"}


def test_an_older_state_gets_the_columns_it_lacks_and_keeps_its_rows(tmp_path: Path) -> None:
    database = tmp_path / "chats.duckdb"
    rule = {"vendor": "openai", "match": "exact", "slug": "x", "valid_from": "1970-01-01", "status": "mapped"}
    put(database, "model_map", [rule])
    with closing(sqlite3.connect(state_path(database))) as older, older:
        older.execute("alter table model_rules drop column provider")
    put(database, "model_map", [rule | {"slug": "y", "provider": "codex"}])
    assert [(row["slug"], row["provider"]) for row in own(database)["model_map"]] == [("x", None), ("y", "codex")]


def test_looking_makes_no_file(tmp_path: Path) -> None:
    assert settings(tmp_path / "chats.duckdb") == {}
    assert list(tmp_path.iterdir()) == []


def test_the_state_follows_a_database_that_is_linked(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "chats.duckdb").symlink_to(tmp_path / "real" / "mine.duckdb")
    save(tmp_path / "chats.duckdb", "a", "1")
    assert (tmp_path / "real" / "mine.state.sqlite").exists()


def test_a_file_that_is_no_state_is_named(tmp_path: Path) -> None:
    (tmp_path / "chats.state.sqlite").write_text("hello " * 999)
    with pytest.raises(DatabaseError, match=r"chats\.state\.sqlite is not a state file"):
        settings(tmp_path / "chats.duckdb")


def test_nothing_is_kept_of_a_change_that_fails(tmp_path: Path) -> None:
    database = tmp_path / "chats.duckdb"

    def fail() -> None:
        with open_state(database) as connection:
            connection.execute("insert into settings values ('a', '1')")
            raise KeyError("a")

    with pytest.raises(KeyError):
        fail()
    assert settings(database) == {}


def test_an_older_state_file_learns_the_tables_it_lacks(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "chats.state.sqlite")) as connection, connection:
        connection.execute("create table settings (name text primary key, value text not null) without rowid")
        connection.execute("insert into settings values ('timezone', 'Asia/Tokyo')")
    database = tmp_path / "chats.duckdb"
    assert own(database) == NOTHING
    assert add(database, "model_assumptions", {"provider": "claude", "slug": "claude-2"}) == 1
    assert settings(database) == {"timezone": "Asia/Tokyo"}


def test_looking_for_own_rows_makes_no_file(tmp_path: Path) -> None:
    assert own(tmp_path / "chats.duckdb") == NOTHING
    assert remove(tmp_path / "chats.duckdb", "plan_periods", period="1") == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("table", NOTHING)
def test_own_rows_have_the_columns_of_the_core_table(tmp_path: Path, table: str) -> None:
    with duckdb.connect() as connection:
        schema.create_tables(connection)
        wanted = [name for name, *_ in connection.execute(f"describe core.{table}").fetchall()]
    with open_state(tmp_path / "chats.duckdb") as kept:
        found = kept.execute(f"select * from {KEPT.get(table, table)}").description
    assert [name for name, *_ in found] == [name for name in wanted if name not in ("valid_to", "is_first", "is_own")]


def test_a_price_takes_the_place_of_one_of_the_same_day(tmp_path: Path) -> None:
    database = tmp_path / "chats.duckdb"
    price = {"vendor": "openai", "api_model": "gpt-9", "valid_from": "2026-11-01", "input": "0.10", "output": "3"}
    put(database, "pricing", [price, price | {"valid_from": "2026-12-01"}])
    put(database, "pricing", [price | {"input": "0.200000"}])
    found = [(row["valid_from"], row["input"], row["cached_read"]) for row in own(database)["pricing"]]
    assert found == [("2026-11-01", "0.200000", None), ("2026-12-01", "0.10", None)]


def test_a_rule_without_a_witness_takes_the_place_of_its_like_only(tmp_path: Path) -> None:
    database = tmp_path / "chats.duckdb"
    rule = {"vendor": "openai", "match": "exact", "slug": "x", "valid_from": "2026-11-01", "status": "mapped"}
    put(database, "model_map", [rule, rule | {"encoding_witness": "o200k_base"}, rule | {"status": "proxy"}])
    found = [(row["encoding_witness"], row["status"]) for row in own(database)["model_map"]]
    assert found == [(None, "proxy"), ("o200k_base", "mapped")]


def test_all_rows_are_kept_or_none(tmp_path: Path) -> None:
    database = tmp_path / "chats.duckdb"
    price = {"vendor": "openai", "api_model": "gpt-9", "valid_from": "2026-11-01", "input": "1", "output": "3"}
    with pytest.raises(DatabaseError):
        put(database, "pricing", [price, price | {"valid_from": None}])
    assert own(database) == NOTHING


def test_zones_are_found_whatever_their_case() -> None:
    assert check_zone("europe/berlin") == "Europe/Berlin"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("Berlin", "Europe/Berlin"), ("Europe/Berlni", "Europe/Berlin"), ("new york", "America/New_York")],
)
def test_a_wrong_zone_names_what_was_meant(wrong: str, right: str) -> None:
    with pytest.raises(SettingError, match=rf"no time zone '{wrong}'; did you mean .*{right}"):
        check_zone(wrong)


def test_a_zone_like_no_other_is_refused() -> None:
    with pytest.raises(SettingError, match="take a name like Europe/Berlin"):
        check_zone("qqqqqqqq")


def test_the_machines_zone_is_that_of_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert machine_zone() == "Asia/Tokyo"
    monkeypatch.setenv("TZ", "nonsense")
    assert machine_zone() in available_timezones()


@given(
    st.sampled_from(sorted(available_timezones())),
    st.lists(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), min_size=1, max_size=20),
)
def test_intervals_hold_the_offset_of_every_time(zone: str, times: list[datetime]) -> None:
    found = intervals(zone, [at.date() for at in times])
    for at in times:
        offsets = [seconds for start, end, seconds in found if start <= at < end]
        exact = at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset()
        assert exact is not None
        assert offsets == [exact.total_seconds()]


def test_a_change_of_the_clocks_is_found_to_the_second() -> None:
    assert intervals("Europe/Berlin", [date(2024, 3, 31)]) == [
        (datetime(2024, 3, 31), datetime(2024, 3, 31, 1), 3600),
        (datetime(2024, 3, 31, 1), datetime(2024, 4, 1), 7200),
    ]
