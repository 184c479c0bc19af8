"""The databases that reports, charts and pages are made of: loaded once, and written to by nobody."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from tests.conftest import held
from tests.reporting.charts import chart_cases


@pytest.fixture(scope="session")
def demo(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demo export: one vendor."""
    with held(copyfile(demo_database, tmp_path_factory.mktemp("demo") / "chats.duckdb")) as database:
        yield database


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demo export and some of Claude's conversations: two vendors."""
    with held(chart_cases.both(tmp_path_factory.mktemp("both"))) as database:
        yield database
