"""The fourth stage, and the only one across accounts: which conversation counts what several have.

Two accounts' logs may be one, and what a session inherited may lie in another bucket. Only the few columns that tell
this are read, never a word; then the buckets whose messages that concerns get their requests.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from etl import assets
from etl.lake.division import Parts, bucket_of
from etl.lake.generation import core_file
from etl.lake.settle import Bucket, Settled, write_bucket
from etl.lake.tables import fill, private, see, write
from etl.warehouse import schema
from etl.warehouse.file import keep
from etl.warehouse.pricing.requests import price, share


@dataclass(frozen=True, slots=True)
class Sharing:
    """All buckets of a lake, between which it is to be decided: the files of their messages and conversations.

    ``parts`` are those of accounts that have several.
    """

    lake: Path
    generation: str
    buckets: int
    parts: Parts
    messages: Sequence[Path]
    conversations: Sequence[Path]
    memory: int


@dataclass(frozen=True, slots=True)
class Shared:
    """What was decided: by bucket a mark that changes with it, and the files that tell it to those whom it concerns."""

    marks: Mapping[int, str] = field(default_factory=dict)
    copies: Mapping[int, Path] = field(default_factory=dict)
    printed: Mapping[int, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Due:
    """A bucket whose requests are to be made, the files of what they follow from, and what earlier runs printed."""

    bucket: Bucket
    tables: Mapping[str, Sequence[Path]]
    printed: Path | None = None


def decide(sharing: Sharing) -> Shared:
    """Decide which conversation has what several have, over all buckets."""
    statements = assets.sql("lake")
    with private(sharing.lake, sharing.memory) as connection:
        schema.create_tables(connection, has_comments=False)
        connection.execute(statements["shareable"], {"files": [str(path) for path in sharing.messages]})
        files = [str(path) for path in sharing.conversations]
        connection.execute(statements["shareable_conversations"], {"files": files})
        if not share(connection, everything=True):
            return Shared()
        _place(connection, sharing.buckets, sharing.parts)
        marks, copies, printed = {}, {}, {}
        for bucket, mark, has_copies, has_printed in connection.execute(statements["bucket_marks"]).fetchall():
            marks[bucket] = str(mark)
            if has_copies:
                copies[bucket] = core_file(sharing.lake, "copies", sharing.generation, bucket)
                write(connection, _of_bucket("core.copies", bucket), copies[bucket])
            if has_printed:
                printed[bucket] = core_file(sharing.lake / "work", "printed", sharing.generation, bucket)
                write(connection, _of_bucket("temp.printed", bucket), printed[bucket])
        return Shared(marks, copies, printed)


def charge(due: Due) -> Settled:
    """Make the requests of a bucket of which all else is there."""
    bucket = due.bucket
    with private(bucket.lake, bucket.memory) as connection:
        schema.create_tables(connection, has_comments=False)
        fill(connection, bucket.reference)
        see(connection, due.tables)
        if due.printed is not None:
            connection.execute("create temp table printed as from read_parquet(?)", [str(due.printed)])
        price(connection, everything=True, is_shared=due.printed is not None, memory=bucket.memory)
        return Settled(bucket.number, write_bucket(connection, bucket, {"requests"}))


def _place(connection: duckdb.DuckDBPyConnection, buckets: int, parts: Parts) -> None:
    """temp.placed: the bucket of every conversation."""
    accounts = [one for (one,) in connection.execute("select distinct account_id from core.conversations").fetchall()]
    rows = [
        {"account_id": one, "part": part, "parts": parts.get(one, 1), "bucket": bucket_of(one, part, buckets)}
        for one in accounts
        for part in range(parts.get(one, 1))
    ]
    keep(connection, "buckets", pa.Table.from_pylist(rows, _BUCKETS))
    for name in ("part_of", "placed"):
        connection.execute(assets.sql("lake")[name])


def _of_bucket(table: str, bucket: int) -> str:
    placed = f"select placed.revision from temp.placed where placed.bucket = {bucket}"
    return f"(from {table} as told where told.revision in ({placed}))"


_BUCKETS = pa.schema(
    {"account_id": pa.string(), "part": pa.uint64(), "parts": pa.uint64(), "bucket": pa.int64()},
)
