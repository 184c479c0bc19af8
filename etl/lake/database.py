"""A lake for those who read databases: a file of views over its Parquet files, or a database with all its rows."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb

from etl.errors import DatabaseError
from etl.lake.folder import refuse_damage
from etl.lake.generation import Generation, current, database_of
from etl.warehouse import schema
from etl.warehouse.access import is_of_files
from etl.warehouse.build.begin import begin
from etl.warehouse.build.current import Previous, look, opened
from etl.warehouse.build.plan import Plan
from etl.warehouse.build.publish import publish, seal
from etl.warehouse.build.shortage import explained
from etl.warehouse.build.staging import staging
from etl.warehouse.file import attach, attach_staged, connect, identity, quoted
from etl.warehouse.lake_file import lake_of
from etl.warehouse.memory import USUAL, allowance

LAYOUT = "layout"
"""Under this name the marks of a generation tell how its tables are laid out."""

SERVED = "lake"
"""The setting of a database that was made of a lake: of which generation."""

_TABLES = "select count(*) from duckdb_tables() where database_name = 'there'"


def views(lake: Path) -> Path:
    """Make the file of views: core's tables as they are in the current generation, v1 and plain names over them.

    It holds no rows, and is to be made anew after each load, which does so where it is there. Raises DatabaseError
    where there is no lake, the file holds rows or cannot be replaced, or the disk is full.
    """
    place = lake.resolve()
    generation, path = readable(lake), database_of(place)
    refuse_rows(path)
    with staging(path) as folder, explained(path, folder, USUAL), closing(connect(folder / "spill")) as connection:
        new, before = folder / "next.duckdb", identity(path)
        attach_staged(connection, new, "chats", is_new=True)
        connection.execute("use chats")
        connection.execute("create schema core")
        with _of(lake):
            for table, files in generation.files(place).items():
                listed = ", ".join(quoted(str(file)) for file in files)
                rows = f"read_parquet([{listed}], hive_partitioning = false)"
                connection.execute(f"create view core.{table} as select {_columns(connection, rows)} from {rows}")
            schema.create_views(connection)
        seal(connection, is_small=True)
        publish(new, path, before, lambda: None)
    return path


def serve(lake: Path, database: Path) -> Generation:
    """Make a database as a load of all the lake's exports would, for whatever reads one; says of which generation.

    One that is there is replaced if it came of a lake. Raises DatabaseError where it did not, or cannot be written.
    """
    generation, path = readable(lake), database.resolve()
    if lake_of(path):
        raise DatabaseError(f"{path.name} beside a lake is for its views; choose another --to.")
    with staging(path) as folder, explained(path, folder, USUAL):
        before = _replaceable(path)
        with closing(connect(folder / "spill", allowance(path))) as connection:
            new = folder / "next.duckdb"
            begun = begin(connection, path, new, Previous(), Plan())
            with _of(lake):
                _fill(connection, lake.resolve(), generation)
            if not begun.has_views:
                schema.create_views(connection)
            seal(connection)
            publish(new, path, before, lambda: None)
    return generation


def readable(lake: Path) -> Generation:
    """The current generation, if its tables are laid out as this program's are. Raises DatabaseError where not."""
    found = current(lake.resolve())
    if found.marks.get(LAYOUT) != schema.layout():
        raise DatabaseError(f"{lake} was settled by another version ({found.product}); load any export into it again.")
    return found


def refuse_rows(path: Path) -> None:
    """Raise DatabaseError where a database with rows of its own lies where views would; one that is damaged may go."""
    if not path.exists():
        return
    try:
        with closing(connect()) as connection:
            attach(connection, path, "there")
            (tables,) = connection.execute(_TABLES).fetchall()[0]
    except duckdb.Error:
        return
    if tables:
        raise DatabaseError(f"{path} holds rows of its own; move it away, so that the lake's views can lie there.")


@contextmanager
def _of(lake: Path) -> Iterator[None]:
    """Raises DatabaseError where a file of the lake's cannot be read, or is of another table."""
    try:
        yield
    except duckdb.Error as error:
        refuse_damage(lake, error, is_of_files(error) or isinstance(error, duckdb.BinderException))
        raise


def _fill(connection: duckdb.DuckDBPyConnection, lake: Path, generation: Generation) -> None:
    for table, files in generation.files(lake).items():
        listed = {"files": [str(file) for file in files]}
        connection.execute(f"delete from core.{table}")
        rows = "read_parquet($files, hive_partitioning = false)"
        connection.execute(f"insert into core.{table} by name from {rows}", listed)
    of = f"generation {generation.number} of {lake.name}"
    connection.execute("insert into core.settings values (?, ?)", [SERVED, of])
    connection.execute("update core.loads set product_version = product_version || ', from a lake: ' || ?", [of])


def _replaceable(path: Path) -> tuple[int, int, int] | None:
    """Which file stands there, if it may be replaced; None where none does."""
    connection = opened(path)
    if connection is None:
        return None
    with closing(connection):
        previous = look(path, connection)
    if SERVED not in previous.settings:
        raise DatabaseError(f"{path.name} did not come of a lake, so that it is not replaced; choose another --to.")
    return previous.identity


def _columns(connection: duckdb.DuckDBPyConnection, rows: str) -> str:
    found = connection.execute(f"describe select * from {rows}").fetchall()
    return ", ".join(f'"{row[0]}"' for row in found)
