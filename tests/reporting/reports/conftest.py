"""The database that sums are counted in by hand: made once, and copied for a test that changes it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.reporting.reports.catalogue import names
from etl.reporting.reports.table import Table
from tests.conftest import held
from tests.reporting.report_cases import ask, database


@pytest.fixture(scope="session")
def chats(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Three conversations of two accounts; to be read only."""
    with held(database(tmp_path_factory.mktemp("few"))) as made:
        yield made


@pytest.fixture(scope="session")
def answers(chats: Path) -> dict[str, Table]:
    """Every report of it, unfiltered; its rows can be read again and again."""
    return {name: ask(chats, name) for name in names()}


@pytest.fixture
def own(chats: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return Path(shutil.copy(chats, tmp_path))
