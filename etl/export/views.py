"""Views as files, of any size: rows as they are read."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import IO, Any

import duckdb

from etl.errors import QueryError, did_you_mean
from etl.export.chats import Watch
from etl.export.query import opened
from etl.export.selection import Outcome
from etl.files import whole
from etl.reporting.formats.render import render
from etl.reporting.redact import Hide, Redactor, unchanged
from etl.reporting.reports.connection import connect
from etl.reporting.reports.table import Table

FORMS = ("csv", "jsonl", "parquet", "md")
_BATCH = 4_096
_NAMES = "select view_name from duckdb_views() where schema_name = 'v1' order by view_name"


def names(database: Path) -> list[str]:
    """The views that can be exported."""
    with connect(database) as connection:
        return [str(name) for (name,) in connection.execute(_NAMES).fetchall()]


def view(
    database: Path,
    name: str,
    target: Path | IO[bytes],
    form: str,
    watch: Watch,
    *,
    redact: bool = False,
    raw: bool = False,
) -> tuple[int, Outcome]:
    """Write a view of schema v1 into a file, or to an open stream; how many rows it has.

    Numbers and times are exact; parquet keeps the types. ``redact`` hides in texts what should not be passed on;
    ``raw`` leaves cells of csv that a spreadsheet would run. Raises QueryError for an unknown view.
    """
    hidden = Redactor() if redact else unchanged
    with opened(database) as connection:
        known = [str(one) for (one,) in connection.execute(_NAMES).fetchall()]
        if name not in known:
            raise QueryError(_unknown(name, known))
        ((total,),) = connection.execute(f"select count(*) from v1.{name}").fetchall()
        with _stream(target) as stream:
            if form == "parquet":
                _parquet(connection.sql(f"from v1.{name}"), stream, hidden, watch, total)
            else:
                connection.execute(f"from v1.{name}")
                _text(_table(connection, name, hidden, watch, total), form, raw, stream)
    outcome = Outcome(redacted=hidden.replaced if isinstance(hidden, Redactor) else Outcome().redacted)
    return total, outcome


def _unknown(name: str, known: list[str]) -> str:
    hint = did_you_mean(name, known) or "'etl manual views' lists them."
    return f"There is no view '{name}'. {hint}"


def _stream(target: Path | IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    return whole(target) if isinstance(target, Path) else nullcontext(target)


def _table(connection: duckdb.DuckDBPyConnection, name: str, hidden: Hide, watch: Watch, total: int) -> Table:
    columns = tuple(str(column[0]) for column in connection.description or [])
    types = tuple(str(column[1]) for column in connection.description or [])
    return Table(name, columns, types, _rows(connection, hidden, watch, total))


def _rows(
    connection: duckdb.DuckDBPyConnection, hidden: Hide, watch: Watch, total: int
) -> Iterator[tuple[object, ...]]:
    done = 0
    while batch := connection.fetchmany(_BATCH):
        for row in batch:
            yield row if hidden is unchanged else tuple(_cell(value, hidden) for value in row)
        done += len(batch)
        watch(done, total)


def _cell(value: object, hidden: Hide) -> object:
    if isinstance(value, str):
        return hidden(value)
    return [_cell(item, hidden) for item in value] if isinstance(value, list) else value


def _text(table: Table, form: str, raw: bool, stream: IO[bytes]) -> None:
    pieces = _markdown(table) if form == "md" else render(table, form, raw=raw)
    for piece in pieces:
        stream.write(piece.encode())


def _markdown(table: Table) -> Iterator[str]:
    """A table in Markdown a thousand rows at a time: render() looks at all that it gets before the first."""
    rows, head = iter(table.rows), 0
    while (chunk := list(islice(rows, 1_000))) or not head:
        yield from islice(render(replace(table, rows=chunk), "md"), head, None)
        head = 2


def _parquet(rows: duckdb.DuckDBPyRelation, stream: IO[bytes], hidden: Hide, watch: Watch, total: int) -> None:
    import pyarrow.parquet

    # DuckDB 1.4 knows it by the older name only.
    read: Any = getattr(rows, "to_arrow_reader", None) or rows.fetch_record_batch
    reader = read(_BATCH * 4)
    done = 0
    with pyarrow.parquet.ParquetWriter(stream, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch if hidden is unchanged else _hidden(batch, hidden))
            done += batch.num_rows
            watch(done, total)


def _hidden(batch: Any, hidden: Hide) -> Any:
    import pyarrow

    columns = [
        pyarrow.array([_cell(value, hidden) for value in column.to_pylist()], column.type)
        if _has_text(column.type)
        else column
        for column in batch.columns
    ]
    return pyarrow.RecordBatch.from_arrays(columns, schema=batch.schema)


def _has_text(kind: Any) -> bool:
    import pyarrow

    inner = kind.value_type if pyarrow.types.is_list(kind) else kind
    return bool(pyarrow.types.is_string(inner) or pyarrow.types.is_large_string(inner))
