"""What lies beside a database is told of the next one no more than a load can have changed."""

from pathlib import Path

import duckdb
import pytest

from etl.state import prices
from etl.warehouse.build.next_database import next_database
from etl.warehouse.build.plan import Plan
from tests.warehouse.build.build_cases import chain, fill, load

PRICE = {"vendor": "openai", "api_model": "gpt-4o", "valid_from": "2024-01-01", "input": "30", "output": "150"}


class Witness:
    """A companion that writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[bool, list[str]]] = []
        self.is_finished = False

    def look(self, connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("from core.loads")

    def follow(self, connection: duckdb.DuckDBPyConnection, *, everything: bool) -> None:
        touched = connection.execute("select conversation_id from temp.touched order by all").fetchall()
        self.told.append((everything, [name for (name,) in touched]))

    def finish(self) -> None:
        self.is_finished = True

    def abandon(self) -> None:
        pass


@pytest.mark.parametrize(
    ("zone", "is_priced_anew", "everything"), [("UTC", False, False), ("UTC", True, False), ("Asia/Tokyo", False, True)]
)
def test_only_days_that_move_concern_chats_that_a_load_did_not_touch(
    tmp_path: Path, zone: str, is_priced_anew: bool, everything: bool
) -> None:
    path, witness = tmp_path / "chats.duckdb", Witness()
    load(path, [chain("a", 5)], Plan("UTC"))
    if is_priced_anew:
        prices.add_price(path, PRICE)
    with next_database(path, Plan(zone), witness) as following:
        following.begin()
        fill(following, [chain("b", 3)])
    assert witness.told == [(everything, ["b"])]
    assert witness.is_finished
