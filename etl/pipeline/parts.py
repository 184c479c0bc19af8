"""The rows of one export as Parquet files, one a table, which get their names together when all are whole."""

from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO

import pyarrow as pa
import pyarrow.parquet

from etl.files import Together

_TOGETHER = 8_000_000
"""Bytes of rows that are compressed together: what tasks bring one by one would be many small groups."""


class Parts:
    """One Parquet file a table and export: FOLDER/<table>/<name>.parquet. Written anew, it replaces its like.

    Where ``files`` are given, they get their names with those, else at the end; ``sizes`` are then told by table.
    """

    def __init__(self, folder: Path, name: str, files: Together | None = None) -> None:
        self._folder, self._name = folder, name
        self._writers: dict[str, pyarrow.parquet.ParquetWriter] = {}
        self._streams: dict[str, IO[bytes]] = {}
        self._waiting: defaultdict[str, list[pa.RecordBatch]] = defaultdict(list)
        self._is_own = files is None
        self._files = Together("--parquet") if files is None else files
        self._open = ExitStack()
        self.sizes: dict[str, int] = {}

    def __enter__(self) -> "Parts":
        return self

    def add(self, table: str, batch: pa.RecordBatch) -> None:
        """Append a batch to a table's file."""
        if table not in self._writers:
            path = self._folder / table / f"{self._name}.parquet"
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._streams[table] = self._open.enter_context(self._files.begun(path))
            writer = pyarrow.parquet.ParquetWriter(self._streams[table], batch.schema, compression="zstd")
            self._writers[table] = self._open.enter_context(writer)
        waiting = self._waiting[table]
        waiting.append(batch)
        if sum(one.nbytes for one in waiting) >= _TOGETHER:
            self._write(table)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with self._open:
                if kind is None:
                    self._end()
            if kind is None and self._is_own:
                self._files.finish()
                self._forget_stale()
        finally:
            if self._is_own:
                self._files.abandon()

    def _end(self) -> None:
        for table, writer in self._writers.items():
            self._write(table)
            writer.close()
            self.sizes[table] = self._streams[table].tell()

    def _write(self, table: str) -> None:
        waiting = self._waiting[table]
        if waiting:
            self._writers[table].write_table(pa.Table.from_batches(waiting))
            waiting.clear()

    def _forget_stale(self) -> None:
        for stale in self._folder.glob(f"*/{self._name}.parquet"):
            if stale.parent.name not in self._writers:
                stale.unlink()
