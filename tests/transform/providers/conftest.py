"""A place to install packages of providers into, and the samples of all providers in one file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.transform.providers import PROVIDERS
from tests.conftest import ROOT, held
from tests.transform.providers.plugin_cases import Site, on_path


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """An empty folder on the path."""
    with on_path(tmp_path / "site") as found:
        yield found


@pytest.fixture(scope="session")
def every_sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database with the samples of every provider, all of one account; to be read only."""
    database = tmp_path_factory.mktemp("samples") / "c.duckdb"
    folders = [ROOT / "samples" / one.NAME for one in PROVIDERS]
    load(folders, Options(database, account="me", zone="UTC"), lambda *_: None)
    with held(database):
        yield database
