"""etl backfill: what it writes where, and what it prints."""

import json
import os
from pathlib import Path

import pytest

from tests.claude_export import packed, said, talk
from tests.export.backfill.backfill_cases import DAYS, USAGE, backfill, chat, rows


def test_days_that_exist_are_kept_and_counted_the_others_added(export: Path, database: Path) -> None:
    result = backfill(export, "--db", database)
    assert result.exit_code == 0
    assert "  Imported: 1 days\n  Skipped (already exist): 1 days\n" in result.stdout
    assert rows(database, DAYS) == [("2025-03-01", 2, 110, 1), ("2025-03-02", 77, 0, 0)]
    assert rows(database, USAGE) == [("2025-03-01", "claude-web", 100, 10, 60, 10)]
    assert rows(database, "select cost, machine_id from daily_snapshots") == [(0, "local"), (0.0003, "local")]


def test_the_copy_holds_the_database_as_it_was(export: Path, database: Path) -> None:
    result = backfill(export, "--db", database)
    backup = database.with_name("analytics.db.backup")
    assert f"Created backup at {backup}" in result.stdout
    assert rows(backup, DAYS) == [("2025-03-02", 77, 0, 0)]
    assert not database.with_name("analytics.db.backup.partial").exists()


def test_twice_adds_nothing_and_keeps_the_first_copy(export: Path, database: Path) -> None:
    backfill(export, "--db", database)
    before = database.read_bytes()
    result = backfill(export, "--db", database)
    assert "  Imported: 0 days\n  Skipped (already exist): 2 days\n" in result.stdout
    assert database.read_bytes() == before
    assert rows(database.with_name("analytics.db.backup"), DAYS) == [("2025-03-02", 77, 0, 0)]


def test_create_makes_the_database_of_the_extension(export: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "analytics.db"
    result = backfill(export, "--db", path, "--create")
    assert result.exit_code == 0
    assert [row[0] for row in rows(path, DAYS)] == ["2025-03-01", "2025-03-02"]
    columns = [row[1] for row in rows(path, "pragma table_info(daily_snapshots)")]
    assert columns == ["date", "cost", "messages", "tokens", "sessions", "created_at"]
    assert not path.with_name("analytics.db.backup").exists()
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_the_usual_database_is_in_the_home_folder(
    export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert backfill(export, "--create").exit_code == 0
    assert (tmp_path / ".claude" / "analytics.db").exists()


def test_json_only_touches_no_database(export: Path, database: Path) -> None:
    before = database.read_bytes()
    result = backfill(export, "--db", database, "--json-only")
    assert result.exit_code == 0
    assert "Database" not in result.stdout
    assert database.read_bytes() == before
    summary = json.loads((export.parent / "backfill_summary.json").read_text("utf-8"))
    assert list(summary["daily_breakdown"]) == ["2025-03-01", "2025-03-02"]


def test_the_summary_goes_into_an_unpacked_export_or_where_output_says(tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    folder.mkdir()
    (folder / "conversations.json").write_text(json.dumps([chat("2025-03-01")]), "utf-8")
    backfill(folder, "--json-only")
    backfill(folder, "--json-only", "-o", tmp_path / "mine.json")
    first, second = (
        json.loads(path.read_text("utf-8")) for path in (folder / "backfill_summary.json", tmp_path / "mine.json")
    )
    assert first["totals"] == second["totals"]


def test_what_is_broken_is_left_out_and_counted(tmp_path: Path) -> None:
    texts = [json.dumps(chat("2025-03-01")), '{"uuid": "broken", "name": }', json.dumps(chat("2025-03-02"))]
    texts += [json.dumps(talk(said("human", "a"), name="undated")), json.dumps(chat("2025-03-01"))]
    odd = talk({"sender": 1, "content": [None, "a", {"type": "text", "text": 1}]}, name="odd")
    odd |= {"created_at": "2025-03-03T10:00:00Z", "chat_messages": [None, *odd["chat_messages"], 7]}
    texts.append(json.dumps(odd))
    (tmp_path / "conversations.json").write_text(f"[{', '.join(texts)}]", "utf-8")
    result = backfill(tmp_path, "--json-only")
    assert result.exit_code == 0
    assert "Total conversations:     3\n" in result.stdout
    for reason in ("unreadable (1)", "without a date (1)", "there twice (1)"):
        assert reason in result.stderr


def test_the_summary_as_the_older_tool_prints_it(export: Path, tmp_path: Path) -> None:
    printed = backfill(export, "--json-only").stdout.splitlines()
    assert "  Days with activity:      2" in printed
    assert "  Estimated tokens:        220" in printed
    assert "  Peak activity hour:      00:00" in printed
    headings = [line for line in printed if line.isupper() and not line.startswith(" ")]
    assert headings == [
        *("BACKFILL SUMMARY", "USAGE STATISTICS", "TIME ANALYTICS", "CODE STATISTICS", "PERSONALITY METRICS"),
    ]


def test_of_an_export_cut_off_what_is_whole_is_counted(tmp_path: Path) -> None:
    whole = json.dumps([chat("2025-03-01"), chat("2025-03-02"), chat("2025-03-03")])
    (tmp_path / "conversations.json").write_text(whole[: -len(json.dumps(chat("2025-03-03"))) // 2], "utf-8")
    result = backfill(tmp_path, "--json-only")
    assert result.exit_code == 0
    assert "Total conversations:     2\n" in result.stdout
    assert "unreadable (1)" in result.stderr


def test_two_batches_in_a_folder_are_one_export_and_of_a_chat_in_both_the_later_counts(tmp_path: Path) -> None:
    first = [chat("2025-03-01", 400), chat("2025-03-02", 400)]
    packed(tmp_path / "data-2025-03-10-batch-0000.zip", conversations=first)
    packed(tmp_path / "data-2025-03-20-batch-0000.zip", conversations=[chat("2025-03-02", 800)])
    result = backfill(tmp_path, "--json-only")
    assert "    Input tokens:          300" in result.stdout
    assert "there twice (1)" in result.stderr
