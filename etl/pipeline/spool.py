"""Where the batches of small tables wait until the big one is stored: Arrow files beside the database.

The big table streams straight into the database; the small ones wait here until it is done, because the database
takes one stream at a time, and on disk, because memory must not grow with the export.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa


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
