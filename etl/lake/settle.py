"""The third stage: a bucket of accounts, or of parts of them: what exports told -> core tables, as every load does it.

A private DuckDB is fed from raw/, and runs the statements that a load of the same exports into a database would run.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet

from etl import assets
from etl.errors import DatabaseError
from etl.lake.generation import core_file, manifest_file, raw_file
from etl.lake.raw import LOAD
from etl.lake.tables import SETTLED, fill, private, write
from etl.warehouse import schema
from etl.warehouse.build.derive import derive
from etl.warehouse.build.merge import merge, merge_companions
from etl.warehouse.build.plan import Tally
from etl.warehouse.build.publish import check_rows
from etl.warehouse.file import keep
from etl.warehouse.pricing.requests import is_shared, price


class Held(NamedTuple):
    """What a bucket holds of an export: the rows of one account, whose revisions lie within base and until.

    ``raw_account`` is what extract called it. Of conversations it holds the ``part`` of so many ``parts`` that their
    names fall into, all else where that is 0. Times are naive UTC.
    """

    digest: str
    raw_account: str | None
    account_id: str | None
    base: int
    first_revision: int
    until_revision: int
    exported_at: datetime
    taken_at: datetime
    part: int = 0
    parts: int = 1


class Newest(NamedTuple):
    """When the newest export was made that has conversations of an account, be they in other buckets; naive UTC."""

    provider: str
    account_id: str | None
    exported_at: datetime


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket that is to be settled anew.

    ``files`` are the digests of the exports that have rows of each table; ``reference`` are the files of the tables
    that the whole lake has; ``memory`` is in bytes.
    """

    lake: Path
    number: int
    generation: str
    held: Sequence[Held]
    newest: Sequence[Newest]
    files: Mapping[str, Sequence[str]]
    reference: Mapping[str, Sequence[Path]]
    memory: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a bucket: the tables that have rows, and what its conversations met.

    ``waits``: some of its messages may be in other buckets too, so that its requests cannot be told yet.
    """

    number: int
    tables: tuple[str, ...]
    waits: bool = False
    fates: Mapping[str, int] = field(default_factory=dict)


def settle(bucket: Bucket) -> Settled:
    """Settle a bucket: one version of every conversation, its requests if no other bucket may have them, its answers.

    Done again it replaces its files. Raises UnaccountedError, a bug, if rows do not add up.
    """
    with private(bucket.lake, bucket.memory) as connection:
        schema.create_tables(connection, has_comments=False)
        _take(connection, bucket)
        fates = _merge(connection, bucket.held)
        check_rows(connection, LOAD)
        fill(connection, bucket.reference)
        waits = is_shared(connection)
        if not waits:
            price(connection, everything=True, is_shared=False, memory=bucket.memory)
        derive(connection, everything=True)
        left_out = {"copies", "requests"} if waits else set[str]()
        return Settled(bucket.number, write_bucket(connection, bucket, set(SETTLED) - left_out), waits, fates)


def write_bucket(connection: duckdb.DuckDBPyConnection, bucket: Bucket, tables: set[str]) -> tuple[str, ...]:
    """Write those of some core tables that have rows, and say which they are."""
    written = []
    for table in sorted(tables):
        if connection.execute(f"select 1 from core.{table} limit 1").fetchall():
            write(connection, f"core.{table}", core_file(bucket.lake, table, bucket.generation, bucket.number))
            written.append(table)
    return tuple(written)


def _take(connection: duckdb.DuckDBPyConnection, bucket: Bucket) -> None:
    """Take in what the exports told of the bucket's accounts."""
    _keep(connection, "held", _HELD, dict.fromkeys(bucket.held))
    _keep(connection, "newest", _NEWEST, bucket.newest)
    connection.execute(assets.sql("lake")["part_of"])
    statement, is_divided = assets.sql("lake")["take"], any(one.parts > 1 for one in bucket.held)
    for table, digests in bucket.files.items():
        paths = [raw_file(bucket.lake, table, digest) for digest in digests]
        try:
            names = pyarrow.parquet.read_schema(paths[0]).names
            replaced = ", ".join(_REPLACED[name] for name in _REPLACED if name in names)
            prefix = str(raw_file(bucket.lake, table, "")).removesuffix(".parquet")
            told = {"files": [str(path) for path in paths], "prefix": prefix}
            # What belongs to no version of a conversation is in an account's first part; where none is divided, all is.
            part = "part_of(rows.conversation_id, held.parts)" if is_divided and "revision" in names else "0"
            connection.execute(statement.format(table=table, replaced=replaced, part=part), told)
        except (OSError, pa.ArrowInvalid, duckdb.Error) as error:
            raise _damaged(connection, table, paths, bucket.lake) or error from error


def _damaged(
    connection: duckdb.DuckDBPyConnection, table: str, paths: Sequence[Path], lake: Path
) -> DatabaseError | None:
    """The sentence about the first file that cannot be read, or is of another table; None where all can be."""
    columns = {row[0] for row in connection.execute(f"describe core.{table}").fetchall()}
    for path in paths:
        try:
            is_right = {"account_id"} <= set(pyarrow.parquet.read_schema(path).names) <= columns
        except (OSError, pa.ArrowInvalid):
            is_right = False
        if not is_right:
            place = manifest_file(lake, path.stem)
            return DatabaseError(f"{path} is damaged or gone; remove {place}, then load its export again.")
    return None


def _merge(connection: duckdb.DuckDBPyConnection, held: Sequence[Held]) -> dict[str, int]:
    """Leave one version of what several exports have."""
    statements = assets.sql("lake")
    for name in ("sum_drops", "sum_fields", "drop_undescribed", "sightings"):
        connection.execute(statements[name])
    begun = sorted({(one.first_revision, one.exported_at) for one in held})
    fates = merge(connection, LOAD, Tally(min(one.taken_at for one in held), begun=begun))
    connection.execute(statements["see"])
    merge_companions(connection)
    return fates


def _keep(connection: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, rows: Iterable[Sequence[Any]]) -> None:
    """A temp table of some rows, or of none."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(cells, of.type) for cells, of in zip(columns, schema, strict=True)]
    keep(connection, name, pa.table(arrays, schema=schema))


_MICROS = pa.timestamp("us")
_HELD = pa.schema(
    [(name, pa.string()) for name in ("digest", "raw_account", "account_id")]
    + [(name, pa.int64()) for name in ("base", "first_revision", "until_revision")]
    + [(name, _MICROS) for name in ("exported_at", "taken_at")]
    + [(name, pa.uint64()) for name in ("part", "parts")]
)
_NEWEST = pa.schema({"provider": pa.string(), "account_id": pa.string(), "exported_at": _MICROS})
_REPLACED = {
    "account_id": "held.account_id as account_id",
    "revision": "(rows.revision + held.base)::bigint as revision",
    "exported_at": "if(rows.exported_at is null, null, held.exported_at) as exported_at",
}
