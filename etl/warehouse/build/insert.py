"""Batches -> rows, in one streaming statement a table."""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain

import duckdb
import pyarrow as pa

from etl.warehouse.build.interrupts import Heed

_VECTOR = 2_048
_NARROW = 64_000_000
"""Bytes that a build needs beside a vector's rows."""


def insert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    batches: pa.RecordBatchReader | Iterable[pa.RecordBatch],
    memory: int,
    heed: Heed,
) -> int:
    """Put batches into core.<table> by column name, and count the rows.

    ``memory`` is what DuckDB may take until now, in bytes: more only where single rows ask for it. ``heed`` is called
    before every batch and at the end, and raises what stops us.

    One statement for all: batch after batch in one transaction would keep each alive until the commit. An
    error of the caller's that stops the batches is raised as it is, not as DuckDB would wrap it.
    """
    source = iter(batches)
    first = next(source, None)
    if first is None:
        return 0
    guarded = _Guarded(_with_room(connection, chain([first], source), memory), heed)
    reader = pa.RecordBatchReader.from_batches(first.schema, guarded)
    connection.register("incoming", reader)
    try:
        rows = connection.execute(f"insert into core.{table} by name select * from incoming").fetchall()
    finally:
        connection.unregister("incoming")
    heed()
    if guarded.error is not None:
        raise guarded.error
    return int(rows[0][0])


def _with_room(
    connection: duckdb.DuckDBPyConnection, batches: Iterable[pa.RecordBatch], memory: int
) -> Iterator[pa.RecordBatch]:
    """The same batches; where their rows are so wide that a vector of them will not fit, raise the memory limit.

    DuckDB compresses a column in vectors of 2,048 rows, and keeps all texts of one in memory meanwhile.
    """
    rows = size = 0
    room = max(memory - _NARROW, _NARROW // 2)
    window: deque[tuple[int, int]] = deque()
    for batch in batches:
        window.append((batch.num_rows, batch.nbytes))
        rows, size = rows + batch.num_rows, size + window[-1][1]
        while rows - window[0][0] >= _VECTOR:
            out = window.popleft()
            rows, size = rows - out[0], size - out[1]
        wanted = size * 3 // 2
        if wanted > room:
            room = wanted
            connection.cursor().execute(f"set memory_limit = '{(room + _NARROW) // 1_000_000}MB'")
        yield batch


class _Guarded(Iterator[pa.RecordBatch]):
    """Batches up to the end or an error, which is kept: raised through DuckDB it would lose its kind."""

    def __init__(self, batches: Iterator[pa.RecordBatch], heed: Heed) -> None:
        self._batches, self._heed = batches, heed
        self.error: BaseException | None = None

    def __next__(self) -> pa.RecordBatch:
        try:
            self._heed()
            return next(self._batches)
        except StopIteration:
            raise
        except BaseException as error:
            self.error = error
            raise StopIteration from None
