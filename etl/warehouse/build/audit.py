"""Nothing is published that does not add up."""

import duckdb

from etl import assets
from etl.warehouse.build.outcome import Tally


class UnaccountedError(AssertionError):
    """A bug of ours: rows do not add up. The message names the promise and numbers, never content."""


def check(connection: duckdb.DuckDBPyConnection, load_id: int) -> None:
    """Look for rows stored twice or without an owner among what a load touched. Raises UnaccountedError."""
    connection.execute(assets.sql("build")["touched"], {"load_id": load_id})
    broken = connection.execute(assets.sql("build")["unaccounted"]).fetchall()
    if broken:
        raise UnaccountedError("; ".join(f"{promise}: {rows}" for promise, rows in broken))


def check_nodes(tally: Tally, inserted: int) -> None:
    """Every node read is a message inserted, a node dropped, or one known before. Raises UnaccountedError."""
    found = inserted + tally.dropped + tally.unchanged_nodes
    if found != tally.nodes:
        raise UnaccountedError(
            f"{tally.nodes} nodes read, but {inserted} inserted + {tally.dropped} dropped"
            f" + {tally.unchanged_nodes} unchanged = {found}"
        )
