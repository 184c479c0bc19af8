"""Batches -> rows, in one streaming statement a table."""

from collections.abc import Iterable, Iterator
from itertools import chain

import duckdb
import pyarrow as pa


def insert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    batches: pa.RecordBatchReader | Iterable[pa.RecordBatch],
) -> int:
    """Put batches into core.<table> by column name, and count the rows.

    One statement for all: batch after batch in one transaction would keep each alive until the commit. An
    error of the caller's that stops the batches is raised as it is, not as DuckDB would wrap it.
    """
    source = iter(batches)
    first = next(source, None)
    if first is None:
        return 0
    guarded = _Guarded(chain([first], source))
    reader = pa.RecordBatchReader.from_batches(first.schema, guarded)
    connection.register("incoming", reader)
    try:
        rows = connection.execute(f"insert into core.{table} by name select * from incoming").fetchall()
    finally:
        connection.unregister("incoming")
    if guarded.error is not None:
        raise guarded.error
    return int(rows[0][0])


class _Guarded(Iterator[pa.RecordBatch]):
    """Batches up to the end or an error, which is kept: raised through DuckDB it would lose its kind."""

    def __init__(self, batches: Iterator[pa.RecordBatch]) -> None:
        self._batches = batches
        self.error: BaseException | None = None

    def __next__(self) -> pa.RecordBatch:
        try:
            return next(self._batches)
        except StopIteration:
            raise
        except BaseException as error:
            self.error = error
            raise StopIteration from None
