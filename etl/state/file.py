"""The state file: where it lies, how it is opened, and the settings in it, one text each, by name."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from etl import assets
from etl.errors import DatabaseError
from etl.files import refuse_special

_UPSERT = "insert into settings values (?, ?) on conflict (name) do update set value = excluded.value"


def state_path(database: Path) -> Path:
    """The state file of a database: chats.state.sqlite for chats.duckdb."""
    path = database.resolve()
    return path.with_name(f"{path.stem}.state.sqlite")


@contextmanager
def open_state(database: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the state of a database, in one transaction; the file is made if need be, mode 0600.

    Tables and columns that an older file lacks are added. Raises DatabaseError where the file cannot be written or is
    not a state file.
    """
    path = state_path(database)
    refuse_special(path, "move it away, or choose another --db")
    is_old = is_begun(database)
    try:
        path.touch(mode=0o600)
        with closing(sqlite3.connect(path, timeout=5)) as connection:
            connection.execute("pragma journal_mode = wal").fetchall()
            with connection:
                for statement in assets.sql("state").values():
                    connection.execute(statement)
                if is_old:
                    _add_columns(connection)
                yield connection
    except sqlite3.DatabaseError as error:
        if _is_full(error) and not is_old:
            # Nothing was kept in it yet.
            for left in (path, *_beside(path)):
                left.unlink(missing_ok=True)
        raise DatabaseError(_unusable(path, error)) from error
    except OSError as error:
        raise DatabaseError(f"{path.name} cannot be written ({error.strerror}): free the folder.") from error


def is_begun(database: Path) -> bool:
    """Does the database have a state yet? To look at what is not there must not make it."""
    path = state_path(database)
    return path.exists() and (path.stat().st_size > 0 or not path.is_file())


def settings(database: Path) -> dict[str, str]:
    """Every setting the user made; empty where there is no state file, and none is made."""
    if not is_begun(database):
        return {}
    with open_state(database) as connection:
        return dict(connection.execute("select name, value from settings order by name").fetchall())


def save(database: Path, name: str, value: str) -> None:
    """Remember a setting."""
    with open_state(database) as connection:
        connection.execute(_UPSERT, (name, value))


def _add_columns(connection: sqlite3.Connection) -> None:
    """Add the columns that tables of an older file lack, empty; no new one may be part of a key."""
    with closing(sqlite3.connect(":memory:")) as newest:
        for statement in assets.sql("state").values():
            newest.execute(statement)
        columns = "select m.name, p.name, p.type from sqlite_schema as m, pragma_table_info(m.name) as p order by p.cid"
        there = {(table, name) for table, name, _ in connection.execute(columns)}
        for table, name, kind in newest.execute(columns):
            if (table, name) not in there:
                connection.execute(f"alter table {table} add column {name} {kind}")


def _unusable(path: Path, error: sqlite3.DatabaseError) -> str:
    if "locked" in str(error):
        return f"{path.name} is in use by another program; close it, then try again."
    if _is_full(error):
        left = " and ".join(file.name for file in _beside(path) if file.exists())
        kept = f", some of it in {left}: leave that where it is" if left else ""
        return (
            f"{path.name} cannot be written (the disk is full, or fails); make room, then try again; "
            f"what was kept before is still there{kept}."
        )
    return f"{path.name} is not a state file that can be used ({error}); move it away, or restore a backup."


def _is_full(error: sqlite3.DatabaseError) -> bool:
    name = str(getattr(error, "sqlite_errorname", ""))
    return name == "SQLITE_FULL" or name.startswith("SQLITE_IOERR")


def _beside(path: Path) -> list[Path]:
    """Where SQLite keeps what is not in the file yet."""
    return [path.with_name(f"{path.name}-{kind}") for kind in ("wal", "shm")]
