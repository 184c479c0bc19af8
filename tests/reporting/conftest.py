"""The databases that reports, charts and pages are made of: loaded once, and written to by nobody."""

from pathlib import Path

import pytest

from tests.reporting.charts import chart_cases


@pytest.fixture(scope="session")
def demo(demo_database: Path) -> Path:
    """The demo export: one vendor."""
    return demo_database


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo export and some of Claude's conversations: two vendors."""
    return chart_cases.both(tmp_path_factory.mktemp("both"))
