"""etl backfill where it cannot: one sentence, and everything as it was."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from etl import assets
from etl.export.backfill import analytics_db
from tests.conftest import ROOT
from tests.export.backfill.backfill_cases import DAYS, USAGE, backfill, rows


def test_a_missing_database_is_one_sentence_and_nothing_is_written(export: Path, tmp_path: Path) -> None:
    result = backfill(export, "--db", tmp_path / "none.db")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: There is no ")
    assert "--create" in result.stderr
    assert result.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["export.zip"]


def test_an_output_that_cannot_be_written_is_one_sentence(export: Path, tmp_path: Path) -> None:
    result = backfill(export, "--json-only", "--output", tmp_path / "none" / "mine.json")
    assert result.exit_code == 1
    assert "cannot be written (No such file or directory); choose another place with -o." in result.stderr


def test_an_export_of_another_provider_is_refused_in_one_sentence(database: Path, tmp_path: Path) -> None:
    result = backfill(ROOT / "samples" / "demo.zip", "--db", database, "--output", tmp_path / "mine.json")
    assert result.exit_code == 1
    assert "holds no conversation of Claude" in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "mine.json").exists()


def test_a_write_that_fails_half_way_leaves_the_database_as_it_was(export: Path, tmp_path: Path) -> None:
    path = tmp_path / "analytics.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in assets.sql("analytics_db").values():
            connection.execute(statement)
        connection.execute(
            "create trigger full before insert on model_usage when new.date = '2025-03-02' "
            "begin select raise(abort, 'no room'); end"
        )
    result = backfill(export, "--db", path)
    assert result.exit_code == 1
    assert "no room" in result.stderr
    assert rows(path, DAYS) == rows(path, USAGE) == []


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be taken for one" * 9, None])
def test_a_file_of_another_make_is_one_sentence_and_stays(export: Path, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "other.db"
    if content is not None:
        path.write_bytes(content)
    else:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("create table daily_snapshots (date text, mine text)")
    before = path.read_bytes()
    result = backfill(export, "--db", path)
    assert result.exit_code == 1
    assert "is not a database of the extension" in result.stderr
    assert result.stderr.count("\n") == 1
    assert path.read_bytes() == before


def test_a_database_in_use_is_one_sentence(export: Path, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.export.backfill.analytics_db._PATIENCE", 0.1)
    with closing(sqlite3.connect(database)) as other:
        other.execute("begin immediate")
        result = backfill(export, "--db", database)
    assert result.exit_code == 1
    assert "in use by another program" in result.stderr
    assert rows(database, DAYS) == [("2025-03-02", 77, 0, 0)]


def test_a_day_that_another_program_adds_meanwhile_is_kept(
    export: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = analytics_db._copied

    def copied_while_another_writes(connection: sqlite3.Connection, path: Path) -> Path:
        backup = copied(connection, path)
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("insert into daily_snapshots (date, messages) values ('2025-03-01', 5)")
        return backup

    monkeypatch.setattr(analytics_db, "_copied", copied_while_another_writes)
    result = backfill(export, "--db", database)
    assert "  Imported: 0 days\n  Skipped (already exist): 2 days\n" in result.stdout
    assert rows(database, DAYS) == [("2025-03-01", 5, 0, 0), ("2025-03-02", 77, 0, 0)]
