"""A database of which a part has no place in time."""

from pathlib import Path

import pytest

from tests.reporting.charts import chart_cases


@pytest.fixture(scope="session")
def undated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return chart_cases.undated(tmp_path_factory.mktemp("undated"))
