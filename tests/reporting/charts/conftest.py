"""A database of which a part has no place in time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import held
from tests.reporting.charts import chart_cases


@pytest.fixture(scope="session")
def undated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with held(chart_cases.undated(tmp_path_factory.mktemp("undated"))) as database:
        yield database
