"""The zone of a machine, however it is told, or by its clock alone."""

import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from etl.errors import SettingError
from etl.pipeline.options import Options, settle_zone
from etl.state.file import save
from etl.warehouse.timezones import check_zone, machine_zone

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sets its clock in another way")

CLOCKS = {
    "CET-1CEST,M3.5.0,M10.5.0/3": "Europe/Berlin",
    "JST-9": "Asia/Tokyo",
    "<+03>-3": "Etc/GMT-3",
    "IST-5:30": "Asia/Kolkata",
    "EST5EDT,M3.2.0,M11.1.0": "America/New_York",
    "AEST-10AEDT,M10.1.0,M4.1.0/3": "Australia/Sydney",
    "": "UTC",
    "Mars/Base": "UTC",
    "Factory": "UTC",
    "localtime": "UTC",
}
"""What TZ may say that is no name of a zone, and a zone that has the same days."""

Clock = Callable[[str | None], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """Sets the machine's clock by TZ, for this process, until the test ends."""

    def put(told: str | None) -> None:
        if told is None:
            monkeypatch.delenv("TZ", raising=False)
        else:
            monkeypatch.setenv("TZ", told)
        time.tzset()

    yield put
    monkeypatch.undo()
    time.tzset()


def is_told(monkeypatch: pytest.MonkeyPatch, answer: str | Exception) -> None:
    """The system tells this name, or nothing that can be understood."""

    def tell() -> str:
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr("tzlocal.get_localzone_name", tell)


@pytest.mark.parametrize("name", ["Europe/Zurich", "US/Eastern", "Asia/Calcutta", "Europe/Kiev", "EST5EDT", "UTC"])
def test_a_name_is_taken_as_it_is_told(clock: Clock, name: str) -> None:
    for told in (name, f":{name}"):
        clock(told)
        assert machine_zone() == name


@pytest.mark.parametrize("told", CLOCKS)
def test_where_no_name_is_told_a_zone_with_the_same_days_is_found(clock: Clock, told: str) -> None:
    clock(told)
    found, wanted = ZoneInfo(machine_zone()), ZoneInfo(CLOCKS[told])
    days = [datetime(2025, month, day, 12, tzinfo=UTC) for month in range(1, 13) for day in (1, 15, 28)]
    assert [day.astimezone(found).utcoffset() for day in days] == [day.astimezone(wanted).utcoffset() for day in days]
    assert check_zone(machine_zone()) == machine_zone()


def test_the_systems_name_is_taken_where_its_clock_agrees(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    clock(None)
    here = machine_zone()
    is_told(monkeypatch, here)
    assert machine_zone() == here


@pytest.mark.parametrize(
    "answer",
    [
        "Etc/Nowhere",
        "Pacific/Apia",
        ZoneInfoNotFoundError("conflicting"),
        PermissionError(),
        ValueError(),
        LookupError(),
    ],
)
def test_a_name_that_cannot_be_is_not_taken(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, answer: str | Exception
) -> None:
    is_told(monkeypatch, answer)
    clock(None)
    found = ZoneInfo(machine_zone())
    for month in range(1, 13):
        day = datetime(2025, month, 2, tzinfo=UTC)
        assert day.astimezone(found).utcoffset() == day.astimezone().utcoffset()


@pytest.mark.parametrize("name", ["localtime", "Factory", "US/Pacific-New"])
def test_a_zone_that_means_none_is_refused_even_when_it_was_remembered(tmp_path: Path, name: str) -> None:
    database = tmp_path / "chats.duckdb"
    save(database, "timezone", name)
    with pytest.raises(SettingError, match="There is no time zone"):
        settle_zone(Options(database))
