"""A SQLite database of another program, read from a copy: who owns it is never kept waiting."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from etl.extract.archive.export import Member
from etl.extract.archive.streams import BrokenStreamError

MAGIC = b"SQLite format 3\0"
LARGEST = 4 << 30
"""Bytes of a database above which none is copied."""


class Database:
    """An open database: ``tables`` are the names of the columns, by table."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        info = "select name from pragma_table_info(?)"
        self.tables: Mapping[str, frozenset[str]] = {
            name: frozenset(column for (column,) in connection.execute(info, [name])) for name in names
        }

    def index(self, table: str, column: str) -> None:
        """See to it that rows are found by a column, where the database's owner has not. Nothing where it cannot be."""
        found = "select 1 from pragma_index_list(?) as i, pragma_index_info(i.name) as c where seqno = 0 and c.name = ?"
        try:
            if self._connection.execute(found, [table, column]).fetchone() is None:
                self._connection.execute(f"create index etl_{table}_{column} on {table} ({column})")
        except sqlite3.Error:
            return

    def texts(self, sql: str) -> Iterator[str]:
        """The first column of what is asked, row by row. Raises OSError where the database is damaged."""
        try:
            for (told,) in self._connection.execute(sql):
                yield told
        except sqlite3.Error as error:
            raise BrokenStreamError(f"a database that cannot be read ({error})") from error


@contextmanager
def opened(member: Member) -> Iterator[Database]:
    """A copy of a database, with what its owner has not yet merged into it. Raises OSError."""
    if member.bytes > LARGEST:
        raise BrokenStreamError("a database too large to copy")
    with tempfile.TemporaryDirectory(prefix="etl-") as folder:
        copy = Path(folder, "copy.db")
        with member.open() as source, copy.open("wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
        waiting = member.file.with_name(f"{member.file.name}-wal") if member.file is not None else None
        if waiting is not None and waiting.is_file():
            shutil.copyfile(waiting, Path(folder, "copy.db-wal"))
        try:
            with closing(sqlite3.connect(copy)) as connection:
                connection.execute("pragma trusted_schema = off")
                connection.text_factory = _text
                yield Database(connection)
        except sqlite3.Error as error:
            raise BrokenStreamError(f"a database that cannot be read ({error})") from error


def _text(held: bytes) -> str:
    return held.decode("utf-8", "replace")
