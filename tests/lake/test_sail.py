"""Sail, which needs no Java, answers every view as DuckDB does."""

import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from etl.lake import views
from tests.lake.engines import differences, sample_lake, view_names

pytest.importorskip("sqlglot", reason="views are translated by sqlglot: pip install '.[dev]'")
pysail = pytest.importorskip("pysail.spark", reason="needs Sail: pip install pysail pyspark-client")
pytest.importorskip("grpc", reason="needs a client of Spark Connect: pip install pyspark-client")

if pytest.importorskip("pyspark.version").__version__.split(".")[:2] not in (["4", "0"], ["4", "1"], ["4", "2"]):
    pytest.skip("Sail 0.7 speaks with PySpark 4.0 to 4.2: pip install '.[sail]'", allow_module_level=True)

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def sail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Any]]:
    """A database of the samples, and a session with views over a lake of the same."""
    database, lake, generation = sample_lake(tmp_path_factory.mktemp("sail"))
    server = pysail.SparkConnectServer("127.0.0.1", 0)
    with ExitStack() as ends:
        server.start(background=True)
        ends.callback(server.stop)
        asked = _session(server.listening_address[1])
        ends.callback(asked.stop)
        for name, value in {"spark.sql.ansi.enabled": "true", "spark.sql.session.timeZone": "UTC"}.items():
            asked.conf.set(name, value)
        views.create(asked, views.SAIL, lake, generation)
        yield database, asked


def _session(port: int) -> Any:
    # PySpark takes a main module of no file, as xdist's, for a doctest of its own, and ends the process.
    vars(sys.modules["__main__"]).setdefault("__file__", __file__)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession

        return SparkSession.builder.remote(f"sc://127.0.0.1:{port}").getOrCreate()


@pytest.mark.parametrize("view", view_names())
def test_a_view_is_on_sail_what_it_is_in_duckdb(sail: tuple[Path, Any], view: str) -> None:
    database, asked = sail
    assert differences(database, asked, view) == []


def test_a_table_of_no_file_is_there_and_empty(sail: tuple[Path, Any]) -> None:
    assert sail[1].sql("select * from core.replacements").collect() == []


def test_what_differs_is_found(sail: tuple[Path, Any]) -> None:
    database, asked = sail
    asked.sql("create view v1.others as select provider, account_id, not is_paying as is_paying from core.accounts")
    assert [name for name, _, _ in differences(database, asked, "accounts", "others")] == ["is_paying"]
    asked.sql("create or replace view v1.others as select provider, account_id, 1 as is_paying from core.accounts")
    assert differences(database, asked, "accounts", "others")
