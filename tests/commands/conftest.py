"""A database of few chats, loaded once for all tests of the commands."""

from pathlib import Path
from shutil import copyfile

import pytest

from tests.export.export_cases import loaded

SAMPLE = "chatgpt/branches.json"


@pytest.fixture(scope="session")
def small_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of one sample; to be copied by who changes it."""
    return loaded(tmp_path_factory.mktemp("small"), SAMPLE)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where a database of the test's own would be; there is none."""
    return tmp_path / "chats.duckdb"


@pytest.fixture
def filled(tmp_path: Path, small_database: Path) -> Path:
    """A database of the test's own, with the chats of one sample."""
    return Path(copyfile(small_database, tmp_path / "chats.duckdb"))
