"""Opening a database that a load holds for a moment."""

from pathlib import Path
from shutil import copyfile
from threading import Timer

import duckdb
import pytest

from etl.errors import DatabaseError
from etl.reporting.reports.connection import connect
from tests.conftest import PATIENCE


def test_who_is_patient_waits_for_a_database_that_is_held_and_nobody_for_one_that_is_not_ours(
    demo_database: Path, tmp_path: Path
) -> None:
    held = Path(copyfile(demo_database, tmp_path / "chats.duckdb"))
    holder = duckdb.connect(str(held))
    with pytest.raises(DatabaseError, match="open for writing in"):
        connect(held)
    Timer(0.1, holder.close).start()
    connect(held, patience=PATIENCE).close()
    held.write_bytes(b"no database at all")
    with pytest.raises(DatabaseError, match="not a DuckDB file"):
        connect(held, patience=PATIENCE)
