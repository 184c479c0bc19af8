"""What the user owns: a small SQLite file beside the database. The database can be rebuilt, this cannot."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from etl.errors import DatabaseError

_TABLES = "create table if not exists settings (name text primary key, value text not null) without rowid"
_UPSERT = "insert into settings values (?, ?) on conflict (name) do update set value = excluded.value"


def state_path(database: Path) -> Path:
    """The state file of a database: chats.state.sqlite for chats.duckdb."""
    path = database.resolve()
    return path.with_name(f"{path.stem}.state.sqlite")


@contextmanager
def open_state(database: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the state of a database, in one transaction; the file is made if need be, mode 0600.

    Raises DatabaseError where the file cannot be written or is not a state file.
    """
    path = state_path(database)
    try:
        path.touch(mode=0o600)
        with closing(sqlite3.connect(path, timeout=5)) as connection:
            connection.execute("pragma journal_mode = wal").fetchall()
            with connection:
                connection.execute(_TABLES)
                yield connection
    except sqlite3.DatabaseError as error:
        raise DatabaseError(_unusable(path, error)) from error
    except OSError as error:
        raise DatabaseError(f"{path.name} cannot be written ({error.strerror}): free the folder.") from error


def settings(database: Path) -> dict[str, str]:
    """Every setting the user made; empty where there is no state file, and none is made."""
    path = state_path(database)
    if not path.exists() or not path.stat().st_size:
        return {}
    with open_state(database) as connection:
        return dict(connection.execute("select name, value from settings order by name").fetchall())


def save(database: Path, name: str, value: str) -> None:
    """Remember a setting."""
    with open_state(database) as connection:
        connection.execute(_UPSERT, (name, value))


def _unusable(path: Path, error: sqlite3.DatabaseError) -> str:
    if "locked" in str(error):
        return f"{path.name} is in use by another program; close it, then try again."
    return f"{path.name} is not a state file that can be used ({error}); move it away, or restore a backup."
