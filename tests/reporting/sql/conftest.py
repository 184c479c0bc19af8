"""A database beside files that nobody may read, and a process that asks it as each of the two doors does."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import duckdb
import pytest

from etl.reporting.sql import runner
from tests.reporting.sql.statement_cases import CANARY, DEFINED

_MANY = """
import json, sys
from etl.reporting.sql.bounds import Bounds, keep
from etl.reporting.sql.sandbox import DEEP, answer
keep(Bounds(600))
sys.setrecursionlimit(DEEP)
for line in sys.stdin:
    print(json.dumps(list(answer(json.loads(line)))), flush=True)
"""
"""What the process of one statement does, for one after the other: with the same limits, and no more in its reach."""

Pieces = list[dict[str, Any]]
Door = Callable[[str], Pieces]


@pytest.fixture(scope="session")
def guarded(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo export with views and macros of somebody's, alone in a folder with what is secret."""
    folder = tmp_path_factory.mktemp("guarded")
    (folder / "secret.csv").write_text(f"a,b\n1,{CANARY}\n")
    with duckdb.connect(folder / "secret.duckdb") as connection:
        connection.execute(f"create table b as select '{CANARY}' as c")
    database = Path(copyfile(demo_database, folder / "chats.duckdb"))
    with duckdb.connect(database) as connection:
        connection.execute(DEFINED)
    return database


@pytest.fixture(scope="session", params=["etl sql", "web"])
def door(request: pytest.FixtureRequest, guarded: Path) -> Iterator[Door]:
    """What a door is answered, piece by piece, by a process like that in which each statement is asked."""
    form = {"etl sql": "csv", "web": None}[request.param]
    typed = [sys.executable, "-P", "-c", _MANY]
    pipe, place = subprocess.PIPE, guarded.parent
    with subprocess.Popen(typed, stdin=pipe, stdout=pipe, text=True, cwd=place, env=runner.environment()) as process:
        read, write = process.stdout, process.stdin
        assert read is not None
        assert write is not None

        def ask(sql: str) -> Pieces:
            asked = {"database": guarded.name, "sql": sql, "form": form, "width": 80, "limit": 1000}
            write.write(json.dumps({**asked, "bounds": {}}) + "\n")
            write.flush()
            found: Pieces = json.loads(read.readline())
            return found

        yield ask
        write.close()
