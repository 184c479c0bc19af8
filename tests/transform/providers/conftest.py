"""A place to install packages of providers into."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.transform.providers.plugin_cases import Site, on_path


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """An empty folder on the path."""
    with on_path(tmp_path / "site") as found:
        yield found
