"""Three conversations to hang requests on, for every test of costs."""

from collections.abc import Iterator

import duckdb
import pytest

from tests.warehouse.views.cost_cases import database, taken_back


@pytest.fixture(scope="session")
def conversations() -> Iterator[duckdb.DuckDBPyConnection]:
    """The database of cost_cases. What a test puts in, it takes out again."""
    with database() as connection:
        yield connection


@pytest.fixture
def costs(conversations: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same, for one test."""
    with taken_back(conversations) as connection:
        yield connection
