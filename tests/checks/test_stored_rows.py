"""The doctor looks at all rows, of which a load looks at those it touched."""

import shutil
from pathlib import Path

import duckdb
import pytest

from etl.checks.doctor import examine

GONE = "delete from core.conversations where conversation_id = (select min(conversation_id) from core.conversations)"
TWICE = "insert into core.conversations from core.conversations limit 1"


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("select 1", "every one is accounted for"),
        (GONE, "messages of no conversation: "),
        (TWICE, "conversations stored twice: 1"),
    ],
)
def test_rows_that_do_not_add_up_are_found(demo_database: Path, tmp_path: Path, damage: str, found: str) -> None:
    path = Path(shutil.copyfile(demo_database, tmp_path / "chats.duckdb"))
    with duckdb.connect(str(path)) as connection:
        connection.execute(damage)
    told = {str(row[0]): str(row[1]) for row in examine(path).rows}
    assert told["rows"].startswith(found)
