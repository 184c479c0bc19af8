"""The demo export, loaded once for every test that exports it."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def demo(demo_database: Path) -> Path:
    """Its database, to be read only."""
    return demo_database
