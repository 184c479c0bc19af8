"""Where batches wait: Arrow files beside the database for the small tables, Parquet parts for a lake.

The big table streams straight into the database; the small ones wait here until it is done, because the database
takes one stream at a time, and on disk, because memory must not grow with the export.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet


class Spool:
    """One compressed Arrow stream a table, in a folder; written first, then read back table by table."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = ExitStack()
        self._writers: dict[str, pa.ipc.RecordBatchStreamWriter] = {}

    def __enter__(self) -> "Spool":
        return self

    def add(self, table: str, batch: pa.RecordBatch) -> None:
        """Append a batch to a table's stream."""
        if table not in self._writers:
            file = self._files.enter_context(pa.OSFile(self._path(table), "wb"))
            options = pa.ipc.IpcWriteOptions(compression="lz4")
            self._writers[table] = pa.ipc.new_stream(file, batch.schema, options=options)
        self._writers[table].write_batch(batch)

    def readers(self) -> Iterator[tuple[str, pa.RecordBatchReader]]:
        """Each table with a reader of its batches; nothing can be added afterwards."""
        for writer in self._writers.values():
            writer.close()
        self._files.close()
        for table in self._writers:
            with pa.OSFile(self._path(table)) as file:
                yield table, pa.ipc.open_stream(file)

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def _path(self, table: str) -> str:
        return str(self._folder / f"{table}.arrows")


class Parts:
    """One Parquet file a table and export: FOLDER/<table>/<name>.parquet. Written anew, it replaces its like."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._writers: dict[str, pyarrow.parquet.ParquetWriter] = {}

    def __enter__(self) -> "Parts":
        return self

    def add(self, table: str, batch: pa.RecordBatch) -> None:
        """Append a batch to a table's file."""
        if table not in self._writers:
            path = self._folder / table / f"{self._name}.parquet.part"
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
            self._writers[table] = pyarrow.parquet.ParquetWriter(path, batch.schema, compression="zstd")
        self._writers[table].write_batch(batch)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for table, writer in self._writers.items():
            writer.close()
            part = self._folder / table / f"{self._name}.parquet.part"
            if kind is None:
                part.replace(part.with_suffix(""))
            else:
                part.unlink()
        if kind is None:
            for stale in self._folder.glob(f"*/{self._name}.parquet"):
                if stale.parent.name not in self._writers:
                    stale.unlink()
