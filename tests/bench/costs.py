"""The benchmark of cost: python -m tests.bench.costs [--mb 50] [--messages 1000000] [--runs 5]

How much of a load goes into core.requests; then, on the same rows copied until there are so many messages, how long
core.requests takes to be made anew, and each view over it to be read (medians).
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import duckdb

from etl import assets
from etl.pipeline.load import load
from etl.pipeline.options import Options
from etl.warehouse.build.next_database import next_database
from etl.warehouse.pricing.requests import price, share
from tests.bench.load import export_of

COPIED = ("conversations", "messages", "attachments", "tool_calls", "requests")
COPY = (
    "insert into core.{table} by name select stored.* replace (stored.revision + (copies.copy << 56) as revision, "
    "stored.conversation_id || '-' || copies.copy as conversation_id) "
    "from core.{table} as stored, range(1, $copies) as copies(copy)"
)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--mb", type=float, default=50, help="megabytes of JSON")
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        database = Path(name) / "costs.duckdb"
        print("\n".join(_shares(export_of(chosen.mb, 1), database, chosen.runs)))
        with closing(duckdb.connect(str(database))) as connection:
            print("\n".join(_answers(connection, chosen.messages, chosen.runs)))


def _shares(export: Path, database: Path, runs: int) -> Iterator[str]:
    """Seconds of whole loads, and of pricing within them."""
    whole, part = [], []
    vars(next_database)["price"] = lambda *given, **named: part.append(_seconds(lambda: price(*given, **named)))
    for _ in range(runs):
        database.unlink(missing_ok=True)
        whole.append(_seconds(lambda: load([export], Options(database, zone="UTC"), lambda *_: None)))
    yield f"{'load':28}{statistics.median(whole):>8.2f} s"
    yield f"{'of which requests':28}{statistics.median(part):>8.2f} s"
    yield f"{'requests / load':28}{statistics.median(part) / statistics.median(whole):>8.3f}"


def _answers(connection: duckdb.DuckDBPyConnection, messages: int, runs: int) -> Iterator[str]:
    """Multiply the rows, make every request anew, read every view of money."""
    (stored,) = connection.execute("select count(*) from core.messages").fetchall()[0]
    for table in COPIED:
        connection.execute(COPY.format(table=table), {"copies": max(1, round(messages / stored))})
    (requests,) = connection.execute("select count(*) from core.requests").fetchall()[0]
    yield f"{'requests':28}{requests:>8,}"
    yield f"{'all made anew':28}{_seconds(lambda: _anew(connection)):>8.2f} s"
    for view in sorted(view for view, sql in assets.sql("v1").items() if "usd" in sql):
        columns = connection.execute(f"select column_name from (describe v1.{view})").fetchall()
        statement = f"select bit_xor(hash({', '.join(column for (column,) in columns)})) from v1.{view}"
        took = [_seconds(lambda asked=statement: connection.execute(asked).fetchall()) for _ in range(runs)]  # type: ignore[misc]
        yield f"{view:28}{statistics.median(took) * 1000:>8.0f} ms"


def _anew(connection: duckdb.DuckDBPyConnection) -> None:
    price(connection, everything=True, is_shared=share(connection, everything=True))


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
