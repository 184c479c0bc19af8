"""An export and a database as etl backfill meets them."""

from pathlib import Path

import pytest

from tests.export.backfill.backfill_cases import a_database, an_export


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return an_export(tmp_path)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return a_database(tmp_path)
