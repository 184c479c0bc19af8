"""The file in other programs' hands: a BI client, the DuckDB shell, and older versions of DuckDB."""

import json
import shutil
import subprocess
import sys
import sysconfig
import warnings
from pathlib import Path

import duckdb
import pytest

from etl.load import Options, load
from tests.conftest import ROOT

KNOWS_COLLATIONS = not duckdb.__version__.startswith("1.4.")
"""Whether DuckDB has pg_collation, from which SQLAlchemy describes columns."""

VIEWS = sorted(path.stem for path in (ROOT / "sql" / "v1").glob("*.sql"))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clients") / "chats.duckdb"
    load([ROOT / "samples" / "demo.zip"], Options(path, zone="Europe/Zurich"), lambda *_: None)
    return path


def test_a_bi_client_lists_and_reads_the_views(database: Path) -> None:
    sqlalchemy = pytest.importorskip("sqlalchemy")
    pytest.importorskip("duckdb_engine")
    options = {"read_only": True}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        engine = sqlalchemy.create_engine(f"duckdb:///{database}", connect_args=options)
        inspector = sqlalchemy.inspect(engine)
        assert sorted(inspector.get_view_names("v1")) == VIEWS
        if KNOWS_COLLATIONS:
            columns = inspector.get_columns("daily_usage", "v1")
            assert {"day", "user_messages"} <= {column["name"] for column in columns}
            assert all(column["comment"] for column in columns)
        with engine.connect() as connection:
            for view in VIEWS:
                connection.execute(sqlalchemy.text(f"select * from v1.{view}")).fetchall()
        engine.dispose()


def test_the_duckdb_shell_reads_the_views(database: Path) -> None:
    shell = shutil.which("duckdb", path=sysconfig.get_path("scripts")) or shutil.which("duckdb")
    if shell is None:
        pytest.skip("the DuckDB shell is not installed (package duckdb-cli)")
    queries = "; ".join(f"select count(*) as n from v1.{view}" for view in VIEWS)
    command = [
        shell,
        "-readonly",
        "-json",
        str(database),
        f"{queries}; select sum(user_messages) as n from daily_usage",
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(result.stdout.splitlines()[-1])[0]["n"] == "771"


@pytest.mark.slow
@pytest.mark.parametrize("version", ["1.2.2", "1.4.5", "1.5.6"])
def test_an_older_duckdb_reads_every_view(database: Path, tmp_path: Path, version: str) -> None:
    target = tmp_path / "wheels"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target)]
    installed = subprocess.run([*command, f"duckdb=={version}"], capture_output=True, text=True, check=False)
    if installed.returncode:
        pytest.skip(f"duckdb {version} cannot be installed here")
    code = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True); assert duckdb.__version__ == sys.argv[2];"
        "[c.execute(f'select * from v1.{view}').fetchall() for view in sys.argv[3].split()];"
        "print(c.execute('select sum(user_messages) from main.daily_usage').fetchall()[0][0])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, str(database), version, " ".join(VIEWS)],
        env={"PYTHONPATH": str(target)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.stdout, result.returncode) == ("771\n", 0), result.stderr
