"""The demo export, loaded once for every test that exports it."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from etl.search.index.file import place
from tests.conftest import held


@pytest.fixture(scope="session")
def demo(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Its database, to be read only."""
    folder = tmp_path_factory.mktemp("demo")
    copyfile(place(demo_database), place(folder / "chats.duckdb"))
    with held(copyfile(demo_database, folder / "chats.duckdb")) as database:
        yield database
