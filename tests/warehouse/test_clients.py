"""The file in other programs' hands: a BI client, the DuckDB shell, and older versions of DuckDB."""

import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.conftest import ROOT
from tests.test_manual import QUERIES

KNOWS_COLLATIONS = not duckdb.__version__.startswith("1.4.")
"""Whether DuckDB has pg_collation, from which SQLAlchemy describes columns."""

VIEWS = sorted(path.stem for path in (ROOT / "sql" / "v1").glob("*.sql"))


def test_a_bi_client_lists_and_reads_the_views(demo_database: Path) -> None:
    sqlalchemy = pytest.importorskip("sqlalchemy")
    pytest.importorskip("duckdb_engine")
    options = {"read_only": True}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        engine = sqlalchemy.create_engine(f"duckdb:///{demo_database}", connect_args=options)
        inspector = sqlalchemy.inspect(engine)
        assert sorted(inspector.get_view_names("v1")) == VIEWS
        if KNOWS_COLLATIONS:
            described(inspector)
        with engine.connect() as connection:
            for view in VIEWS:
                connection.execute(sqlalchemy.text(f"select * from v1.{view}")).fetchall()
        engine.dispose()


def described(inspector: Any) -> None:
    """Every view and column says what it is; asked about all at once, as one view at a time takes its time."""
    from sqlalchemy.engine.reflection import ObjectKind
    from sqlalchemy.types import NullType

    tables = inspector.get_multi_columns(schema="v1", kind=ObjectKind.VIEW)
    comments = inspector.get_multi_table_comment(schema="v1", kind=ObjectKind.VIEW)
    assert sorted(tables) == sorted(comments) == [("v1", view) for view in VIEWS]
    for view, columns in tables.items():
        assert [column["name"] for column in columns if not column["comment"]] == []
        assert [column["name"] for column in columns if isinstance(column["type"], NullType)] == []
        assert str(comments[view]["text"]).startswith("One row per ")
    names = [column["name"] for column in inspector.get_columns("messages", "v1")]
    assert names == [column["name"] for column in tables["v1", "messages"]]
    assert inspector.get_table_comment("messages", "v1") == comments["v1", "messages"]


def test_columns_are_of_types_that_every_tool_knows(demo_database: Path) -> None:
    with duckdb.connect(str(demo_database), read_only=True) as connection:
        kinds = "select distinct regexp_replace(data_type, '\\(.*', '') from duckdb_columns() where schema_name = 'v1'"
        found = {kind for (kind,) in connection.execute(kinds).fetchall()}
    assert found <= {"VARCHAR", "BIGINT", "INTEGER", "DOUBLE", "DECIMAL", "DATE", "TIMESTAMP", "BOOLEAN"}


@pytest.mark.slow
@pytest.mark.parametrize("version", ["1.2.2", "1.4.5", "1.5.6"])
def test_an_older_duckdb_reads_every_view_and_answers_readme(demo_database: Path, tmp_path: Path, version: str) -> None:
    target = tmp_path / "wheels"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target)]
    installed = subprocess.run([*command, f"duckdb=={version}"], capture_output=True, text=True, check=False)
    if installed.returncode:
        pytest.skip(f"duckdb {version} cannot be installed here")
    code = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True); assert duckdb.__version__ == sys.argv[2];"
        "[c.execute(f'select * from v1.{view}').fetchall() for view in sys.argv[3].split()];"
        "assert all(c.execute(query).fetchall() for query in sys.argv[4:]);"
        "print(c.execute('select sum(user_messages) from main.daily_usage').fetchall()[0][0])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, str(demo_database), version, " ".join(VIEWS), *(query for _, query in QUERIES)],
        env={"PYTHONPATH": str(target)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.stdout, result.returncode) == ("771\n", 0), result.stderr
