"""Several questions to one database: none is put twice, and what many of them would work out is worked out once."""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from itertools import count
from pathlib import Path

import duckdb

from etl.reporting.reports.connection import connect, execute
from etl.warehouse.file import quoted

SHARED = (
    "conversation_costs",
    "conversation_days",
    "conversation_models",
    "conversations",
    "daily_costs",
    "personality",
    "provider_daily",
    "time_statistics",
)
"""Views that several reports and charts read, by themselves or below other views, and that have far fewer rows than the
messages and requests they are made of."""

_VIEWS = "select view_name, sql from duckdb_views() where database_name = current_database() and schema_name = 'v1'"
_READS = re.compile(r"\bv1\.(\w+)")
_numbers = count()

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A connection, and the answers it gave that are kept to be given again."""

    connection: duckdb.DuckDBPyConnection
    kept: dict[tuple[object, ...], list[Row]] = field(default_factory=dict)

    def rows(self, sql: str, parameters: Mapping[str, object]) -> list[Row]:
        """All rows of an answer. Raises QueryError as execute()."""
        execute(self.connection, sql, dict(parameters))
        return self.connection.fetchall()

    def once(self, sql: str, parameters: Mapping[str, object]) -> list[Row]:
        """The same, asked the first time only: for what depends on nothing but the database."""
        key = (sql, *parameters.items())
        if key not in self.kept:
            self.kept[key] = self.rows(sql, parameters)
        return self.kept[key]


@contextmanager
def reading(database: Path) -> Iterator[Reading]:
    """A database, opened for some questions. Raises DatabaseError as connect()."""
    with closing(connect(database)) as connection:
        yield Reading(connection)


@contextmanager
def shared(database: Path) -> Iterator[Reading]:
    """A database, opened for all the questions there are: SHARED are tables in memory, and what reads them finds these.

    The file is not changed. Raises DatabaseError as connect().
    """
    with reading(database) as found, _beside(found.connection) as (file, memory):
        _share(found.connection, file, memory)
        yield found


@contextmanager
def _beside(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """A database in memory beside the file, both by name: one of its own, as others in this process may see it too."""
    ((file,),) = connection.execute("select current_database()").fetchall()
    memory = f"shared_{next(_numbers)}"
    connection.execute(f"attach ':memory:' as {memory} (read_write)")
    try:
        yield _name(file), memory
    finally:
        # Left to the end of this connection it would stay as long as any other to the same file.
        connection.execute(f"use {_name(file)}")
        connection.execute(f"detach {memory}")


def _share(connection: duckdb.DuckDBPyConnection, file: str, memory: str) -> None:
    """Make tables of SHARED and, as a view reads its own file, the views above them anew, all with the file's SQL."""
    views = {name: sql.partition(" AS ")[2] for name, sql in connection.execute(_VIEWS).fetchall()}
    below = {name: {*_READS.findall(sql)} & views.keys() for name, sql in views.items()}
    connection.execute(f"create schema {memory}.v1")
    connection.execute("set search_path = " + quoted(f"{memory}.v1,{file}.v1,{file}.core"))
    made: set[str] = set()
    for name in TopologicalSorter(below).static_order():
        if name in SHARED or below[name] & made:
            kind = "table" if name in SHARED else "view"
            connection.execute(f"create {kind} {memory}.v1.{name} as {views[name]}")
            made.add(name)


def _name(text: str) -> str:
    """A name in SQL, whatever a file is called."""
    return '"' + text.replace('"', '""') + '"'
