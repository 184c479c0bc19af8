"""The SQLite file of the extension that the older tool wrote to: new days go in, days that are there stay."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from etl import assets
from etl.errors import DatabaseError
from etl.export.backfill.day import Day
from etl.files import refuse_special, sync

MODEL = "claude-web"
"""What the older tool calls the model of every chat, whichever it was."""

_DAY = "insert into daily_snapshots (date, cost, messages, tokens, sessions) values (?, ?, ?, ?, ?)"
_USAGE = (
    "insert or replace into model_usage (date, model, input_tokens, output_tokens, cache_read_tokens, "
    "cache_write_tokens) values (?, ?, ?, ?, ?, ?)"
)
_PATIENCE = 5
"""Seconds to wait for another program that writes."""


class Kept(NamedTuple):
    """How many days were new and how many there already; the copy of the file as it was, if it was written to."""

    imported: int
    skipped: int
    backup: Path | None


def demand(database: Path, create: bool) -> None:
    """Raise DatabaseError if there is no such file, unless it is to be made; EtlError if it is a pipe or a device."""
    refuse_special(database, "choose another with --db")
    if not create and not database.exists():
        raise DatabaseError(
            f"There is no {database}: the extension makes it when it first runs; "
            "or add --create to make it now, or --json-only to do without."
        )


def keep(database: Path, days: Mapping[str, Day]) -> Kept:
    """Add the days that the database lacks: all of them or, if anything fails, none.

    A database that is missing is made. One that gets new days is first copied to <its name>.backup, in place of an
    older copy. Raises DatabaseError if it is no SQLite file, of another make, in use, or cannot be written.
    """
    with _opened(database) as connection:
        is_old = bool(connection.execute("select 1 from sqlite_master").fetchall())
        missing = days.keys() - (_dates(connection) if is_old else set())
        backup = _copied(connection, database) if is_old and missing else None
        with connection:
            connection.execute("begin immediate")
            for statement in assets.sql("analytics_db").values():
                connection.execute(statement)
            # Once more, as another program may have written while the copy was made.
            missing = days.keys() - _dates(connection)
            for date in sorted(missing):
                _add(connection, date, days[date])
    return Kept(len(missing), len(days) - len(missing), backup)


def _add(connection: sqlite3.Connection, date: str, day: Day) -> None:
    tokens = day.input_tokens + day.output_tokens
    connection.execute(_DAY, (date, day.cost, day.messages, tokens, day.sessions))
    usage = (day.input_tokens, day.output_tokens, day.cache_read_tokens, day.cache_write_tokens)
    connection.execute(_USAGE, (date, MODEL, *usage))


def _dates(connection: sqlite3.Connection) -> set[str]:
    tables = connection.execute("select 1 from sqlite_master where name = 'daily_snapshots'").fetchall()
    return {date for (date,) in connection.execute("select date from daily_snapshots")} if tables else set()


def _copied(connection: sqlite3.Connection, database: Path) -> Path:
    """A copy that holds what is still in the log as well, and is there whole or not at all."""
    backup = database.with_name(f"{database.name}.backup")
    partial = database.with_name(f"{database.name}.backup.partial")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    with closing(sqlite3.connect(partial)) as copy:
        connection.backup(copy)
    sync(partial)
    partial.replace(backup)
    sync(backup.parent)
    return backup


@contextmanager
def _opened(database: Path) -> Iterator[sqlite3.Connection]:
    refuse_special(database, "choose another with --db")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        database.touch(mode=0o600)
        with closing(sqlite3.connect(database, timeout=_PATIENCE)) as connection:
            yield connection
    except sqlite3.DatabaseError as error:
        raise DatabaseError(_unusable(database, error)) from error
    except OSError as error:
        raise DatabaseError(f"{database} cannot be written ({error.strerror}); choose another --db.") from error


def _unusable(database: Path, error: sqlite3.DatabaseError) -> str:
    if "locked" in str(error):
        return f"{database} is in use by another program; close it, then try again."
    return f"{database} is not a database of the extension ({error}); choose another --db."
