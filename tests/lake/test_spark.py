"""Spark answers every view as DuckDB does; its catalog keeps them for who comes later."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from etl.lake import views
from etl.lake.spark import session
from tests.lake.engines import differences, sample_lake, view_names
from tests.lake.spark_cases import need_java, settings

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Any]]:
    """A database of the samples, and a session with views over a lake of the same."""
    need_java()
    database, lake, generation = sample_lake(tmp_path_factory.mktemp("odd, [1] {a,b} *"))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings(tmp_path_factory.mktemp("spark") / "own").items():
            patch.setenv(name, value)
        with session(lake, "local[2]") as asked:
            views.create(asked, views.SPARK, lake, generation)
            yield database, asked


@pytest.mark.parametrize("view", view_names())
def test_a_view_is_on_spark_what_it_is_in_duckdb(spark: tuple[Path, Any], view: str) -> None:
    database, asked = spark
    assert differences(database, asked, view) == []


def test_a_view_and_its_columns_say_what_they_are(spark: tuple[Path, Any]) -> None:
    described = spark[1].sql("describe extended v1.feedback").collect()
    told = {row["col_name"]: row["comment"] or row["data_type"] for row in described}
    assert told["Comment"].startswith("One row per ")
    assert told["conversation_id"].startswith("The conversation, ")
