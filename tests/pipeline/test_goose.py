"""Goose's database: its sessions, found by name, with what each request used, once."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from etl.checks.verify import verify
from etl.pipeline.load import load
from etl.pipeline.log_folders import GOOSE, find
from etl.pipeline.options import Options
from tests.pipeline import goose_database

KEPT = Path(".local", "share", "goose", "sessions")
REQUESTS = """
    select node_id, input_visible, cached_default, written_default, output_visible, usd, usd_logged
    from v1.request_costs where token_basis = 'reported' order by created_at
"""


def _loaded(home: Path, *, is_newer: bool = True) -> Path:
    goose_database.write(home / KEPT / "sessions.db", is_newer=is_newer)
    database = home / "chats.duckdb"
    load(find([GOOSE], {}, home).folders, Options(database, zone="UTC"), lambda *_: None)
    return database


def _ask(database: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_each_line_of_the_ledger_is_one_request_at_its_price(tmp_path: Path) -> None:
    database = _loaded(tmp_path)
    found = _ask(database, REQUESTS)
    assert [row[:5] for row in found] == [
        ("chatcmpl-1/thoughts", 3_000, 0, 2_900, 60),
        ("chatcmpl-2", 12_000, 9_000, 1_500, 20),
        ("ledger-3", 900, 0, 0, 120),
    ]
    assert [row[5] for row in found] == [row[6] for row in found]
    assert sum(Decimal(str(row[5])) for row in found) == Decimal("0.0297")
    assert verify(database, [tmp_path / KEPT]).is_complete


@pytest.mark.parametrize("is_newer", [True, False])
def test_both_versions_of_the_database_are_read(tmp_path: Path, is_newer: bool) -> None:
    database = _loaded(tmp_path, is_newer=is_newer)
    talks = "select conversation_id, title, project_id from core.conversations order by 1"
    assert _ask(database, talks) == [
        ("20251010_2", "Reeds", "/home/ida/pond"),
        ("20260820_1", "How deep is the pond?", "/home/ida/pond"),
    ]
    shown = "select count(*) from core.messages where conversation_id = '20260820_1'"
    assert _ask(database, shown) == [(8 if is_newer else 7,)]
    notes = "select count(*) from core.load_issues where reason like 'tokens told for a session%'"
    assert _ask(database, notes) == [(1 if is_newer else 2,)]
