"""The page of the database of two vendors, made once with all that is on it, and once without titles."""

from pathlib import Path

import pytest

from etl.reporting.html import document


@pytest.fixture(scope="session")
def html(both: Path) -> str:
    """The page as one gets it by default."""
    return "".join(document.html(both, {}))


@pytest.fixture(scope="session")
def untitled(both: Path) -> str:
    """The page without the section that names chats."""
    return "".join(document.html(both, {}, has_titles=False))
