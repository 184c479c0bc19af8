"""The reference tables as a database has them."""

from collections.abc import Iterator

import duckdb
import pytest

from etl.warehouse import schema
from etl.warehouse.pricing.reference import plant


@pytest.fixture(scope="session")
def planted() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the reference tables as a build fills them, which nobody changes."""
    with duckdb.connect() as connection:
        schema.create_tables(connection)
        plant(connection, {})
        yield connection
