"""Logs that are loaded again: what is skipped, and that nothing is ever wrong because of it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.extract.archive import stamps
from etl.extract.parse import log
from etl.pipeline.load import Loaded, load
from etl.pipeline.options import Options
from etl.state import assumptions
from tests.transform.providers.log_cases import answered, asked, usage, written

ROWS = (
    "select conversation_id, node_id, role, text, input_tokens_reported, output_tokens_reported, is_current "
    "from core.messages order by all"
)


@pytest.fixture(autouse=True)
def no_grain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust a file's times at once: tests do not wait until it is two seconds old."""
    monkeypatch.setattr(stamps, "_GRAIN", 0)


def session(name: str, turns: int, answer: str = "Yes.") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for turn in range(turns):
        above = rows[-1]["uuid"] if rows else None
        rows.append(asked(f"{name}-q{turn}", above, f"Question {turn}?", session=name, second=2 * turn))
        content = [{"type": "text", "text": f"{answer} {turn}"}]
        told = usage(10 + turn, 5)
        rows.append(answered(f"{name}-a{turn}", rows[-1]["uuid"], told, name, 2 * turn + 1, content=content))
    return rows


def again(database: Path, *paths: Path, **options: Any) -> Loaded:
    return load(paths, Options(database, zone="UTC", **options), lambda *_: None)


def rows(database: Path, query: str = ROWS) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def folder(tmp_path: Path) -> Path:
    """A folder of three logs."""
    place = tmp_path / "projects"
    for name in "abc":
        written(place / f"{name}.jsonl", *session(name, 2))
    return place


def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the logs that are read from now on."""
    found: list[str] = []
    original = log._Log.first

    def first(self: Any, known: Any) -> Any:
        found.append(self._member.name)
        return original(self, known)

    monkeypatch.setattr(log._Log, "first", first)
    return found


def test_what_is_as_it_was_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, database = folder(tmp_path), tmp_path / "c.duckdb"
    before = again(database, place)
    read = opened(monkeypatch)
    after = again(database, place)
    assert [name for name in read if name != "a.jsonl"] == []
    assert (after.outcome.unchanged, after.intake.nodes) == (3, before.intake.nodes)
    assert rows(database, "select distinct last_load_id from core.conversations") == [(2,)]
    assert rows(database, "select count(*), sum(conversations_unchanged) from core.loads") == [(2, 3)]


def test_what_grew_is_read_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, database = folder(tmp_path), tmp_path / "c.duckdb"
    again(database, place)
    written(place / "b.jsonl", *session("b", 3))
    read = opened(monkeypatch)
    assert again(database, place).outcome.changed == 1
    assert set(read) <= {"a.jsonl", "b.jsonl"}
    assert len(rows(database)) == 14


def _touch_back(path: Path) -> None:
    """Other content of the same size, under the old time."""
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Yes.", b"No!!"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _replace(path: Path) -> None:
    """Another file of the same size and time in its place."""
    other = path.with_suffix(".new")
    shutil.copy2(path, other)
    _touch_back(other)
    other.replace(path)


@pytest.mark.parametrize("change", [_touch_back, _replace], ids=lambda change: change.__name__)
@pytest.mark.parametrize("turns", [2, 40], ids=["small", "longer than its ends"])
def test_what_only_looks_as_it_was_is_read(tmp_path: Path, change: Callable[[Path], None], turns: int) -> None:
    database, path = tmp_path / "c.duckdb", written(tmp_path / "projects" / "a.jsonl", *session("a", turns))
    again(database, path.parent)
    size, time = path.stat().st_size, path.stat().st_mtime_ns
    change(path)
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (size, time)
    again(database, path.parent)
    again(tmp_path / "new.duckdb", path.parent)
    assert "No!!" in str(rows(tmp_path / "new.duckdb"))
    stored = {row[1]: row for row in rows(database)}
    assert all(stored[row[1]][4:6] == row[4:6] for row in rows(tmp_path / "new.duckdb"))
    assert rows(database, "select count(distinct raw_hash) from core.files_read") == [(1,)]


def test_a_log_written_while_it_may_keep_its_time_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, database = folder(tmp_path), tmp_path / "c.duckdb"
    monkeypatch.setattr(stamps, "_GRAIN", 3_600_000_000_000)
    again(database, place)
    assert rows(database, "select count(*) from core.files_read") == [(0,)]


def test_what_was_deleted_stays(tmp_path: Path) -> None:
    place, database = folder(tmp_path), tmp_path / "c.duckdb"
    again(database, place)
    stored = rows(database)
    (place / "a.jsonl").unlink()
    again(database, place)
    assert rows(database) == stored


def test_text_that_is_wanted_now_is_read(tmp_path: Path) -> None:
    place, database = folder(tmp_path), tmp_path / "c.duckdb"
    again(database, place, keep_text=False)
    assert {row[3] for row in rows(database)} == {None}
    again(database, place)
    assert None not in {row[3] for row in rows(database)}


def test_other_rules_read_all_anew(tmp_path: Path) -> None:
    place, database = folder(tmp_path), tmp_path / "c.duckdb"
    again(database, place)
    assumptions.assume_always(database, "claude", "claude-opus-4-1")
    assert again(database, place).intake.skipped == 0


def test_another_account_reads_all_for_itself(tmp_path: Path) -> None:
    place, database = folder(tmp_path), tmp_path / "c.duckdb"
    again(database, place)
    again(database, place, account="work")
    found = rows(database, "select account_id, count(*) from core.conversations group by all order by all")
    assert found == [("default", 3), ("work", 3)]


CHANGES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["grow", "cut", "turn back", "delete", "copy", "touch"])),
    max_size=4,
)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CHANGES, min_size=1, max_size=2))
def test_step_by_step_comes_to_what_all_at_once_would_without_skips(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[tuple[str, str]]]
) -> None:
    tmp_path = tmp_path_factory.mktemp("again")
    place = folder(tmp_path)
    skipping, reading = tmp_path / "skipping.duckdb", tmp_path / "reading.duckdb"
    for changes in [[], *steps]:
        for name, change in changes:
            _change(place / f"{name}.jsonl", change)
        if any(place.iterdir()):
            again(skipping, place)
            shutil.rmtree(tmp_path / "copy", ignore_errors=True)
            # A copy under another name: nothing of it was read before.
            shutil.copytree(place, tmp_path / "copy" / str(len(changes)))
            again(reading, tmp_path / "copy" / str(len(changes)))
    query = f"{ROWS.partition(' order')[0]} where not is_retained order by all"
    assert rows(skipping, query) == rows(reading, query)


def _change(path: Path, change: str) -> None:
    if change == "delete":
        path.unlink(missing_ok=True)
        return
    lines = path.read_text().splitlines(keepends=True) if path.exists() else []
    name, turns = path.stem, len(lines) // 2
    if change == "grow":
        written(path, *session(name, turns + 1))
    elif change == "cut":
        path.write_text("".join(lines[:-2]))
    elif change == "turn back" and lines:
        _touch_back(path)
    elif change == "copy" and lines:
        shutil.copy2(path, path.with_name(f"copy-{name}.jsonl"))
    elif change == "touch" and lines:
        path.touch()
