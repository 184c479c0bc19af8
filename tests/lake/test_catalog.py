"""Views that were made once are there for every later session of Spark, however it is set."""

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.conftest import PATIENCE, ROOT
from tests.lake.lake_cases import database, into, team
from tests.lake.spark_cases import need_java

pytestmark = pytest.mark.slow

ASKED = """
select day, user_active_seconds, waiting_seconds, waits, (select count(*) from v1.turns) as turns
from v1.time_statistics order by all
"""
READ = """
import json, sys, pathlib
from etl.lake.spark import session
with session(pathlib.Path(sys.argv[1]), "local[1]") as spark:
    spark.conf.set("spark.sql.session.timeZone", "Asia/Tokyo")
    spark.conf.set("spark.sql.ansi.enabled", "false")
    print(json.dumps([list(row) for row in spark.sql(sys.argv[2]).collect()], default=str))
"""


def test_a_later_session_that_is_set_otherwise_reads_the_same(tmp_path: Path) -> None:
    need_java()
    exports, lake = team(tmp_path), tmp_path / "lake"
    into(lake, exports, buckets=2)
    assert _run(tmp_path, "-m", "etl", "lake", "views", str(lake), "--engine", "spark", "--master", "local[2]") == ""
    assert (lake / "spark" / "metastore").is_dir()
    rows = json.loads(_run(tmp_path, "-c", READ, str(lake), ASKED))
    with duckdb.connect(str(database(tmp_path / "chats.duckdb", exports)), read_only=True) as connection:
        ours = connection.execute(ASKED).fetchall()
    assert rows == [[str(cell) if place == 0 and cell else cell for place, cell in enumerate(row)] for row in ours]
    assert rows
    assert [path for path in lake.rglob("*") if path.stat().st_mode & 0o077] == []


def _run(place: Path, *arguments: str) -> str:
    """What a Python of ours prints that knows of no settings of Spark's."""
    own = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(place / "local"), "PYTHONPATH": str(ROOT)}
    env = {name: value for name, value in os.environ.items() if not name.startswith("SPARK_")} | own
    command = [sys.executable, "-P", *arguments]
    done = subprocess.run(command, env=env, cwd=place, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
