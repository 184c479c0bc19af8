"""A lake holds what one load of all its exports makes, cell by cell, however they came and are settled."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.lake.division import USUAL, Limits
from etl.lake.generation import current
from etl.lake.manifest import Manifest
from etl.lake.raw import Work, extract_large
from etl.pipeline.intake import Report
from tests.lake.lake_cases import database, differences, into, rows_of, team
from tests.pipeline.test_core_tables import paths

SAMPLES = paths("samples")


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return team(tmp_path_factory.mktemp("team"))


def test_all_samples_are_as_in_a_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many providers and accounts, two of which are divided, with processes beside this one."""
    monkeypatch.setattr("etl.pipeline.options.SMALL", 0)
    into(tmp_path / "lake", SAMPLES, limits=Limits(4, account=20_000), jobs=2)
    held = database(tmp_path / "chats.duckdb", SAMPLES)
    assert differences(tmp_path / "lake", held) == {}


def test_a_large_export_is_read_by_all_processes(
    exports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("etl.pipeline.options.SMALL", "etl.lake.load.SMALL"):
        monkeypatch.setattr(place, 0)
    asked: list[int] = []

    def watched(work: Work, report: Report, jobs: int) -> Manifest:
        asked.append(jobs)
        return extract_large(work, report, jobs)

    monkeypatch.setattr("etl.lake.load.extract_large", watched)
    into(tmp_path / "lake", exports[:1], jobs=2)
    assert asked == [2]
    assert differences(tmp_path / "lake", database(tmp_path / "chats.duckdb", exports[:1])) == {}


def test_without_text_it_is_the_same(exports: list[Path], tmp_path: Path) -> None:
    into(tmp_path / "lake", exports, keep_text=False)
    held = database(tmp_path / "chats.duckdb", exports, keep_text=False)
    assert differences(tmp_path / "lake", held) == {}
    assert {row[12] for row in rows_of(tmp_path / "lake")["split_answers"]} <= {None}


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_however_they_came(exports: list[Path], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """In any order, in one go or two, in whatever number of buckets, however small the parts of an account."""
    folder = tmp_path_factory.mktemp("came")
    order = data.draw(st.permutations(exports))
    limits = [
        Limits(data.draw(st.integers(1, 5)), account=data.draw(st.sampled_from([USUAL.account, 2_000, 400])))
        for _ in range(2)
    ]
    first = data.draw(st.integers(1, len(order)))
    into(folder / "lake", order[:first], limits=limits[0])
    into(folder / "lake", order, limits=limits[1])
    assert differences(folder / "lake", database(folder / "chats.duckdb", order)) == {}


def test_the_same_again_changes_nothing(exports: list[Path], tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    into(lake, exports)
    before = current(lake)
    again = into(lake, exports)
    assert (again.extracted, again.known, current(lake)) == ([], len(exports), before)


def test_only_the_buckets_of_new_exports_are_settled(exports: list[Path], tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    buckets = into(lake, [exports[0], exports[2], exports[4]], 64).renewal.buckets
    before = set(current(lake).tables["messages"])
    renewal = into(lake, exports[1:2]).renewal
    assert (renewal.settled, renewal.charged, renewal.buckets) == (1, 0, buckets)
    assert len(before & set(current(lake).tables["messages"])) == len(before) - 1
