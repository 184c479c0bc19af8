"""The next file takes the place of the current one: only if everything adds up, and in one step."""

import sys
from collections.abc import Callable
from pathlib import Path

import duckdb

from etl import assets
from etl.errors import DatabaseError
from etl.files import sync
from etl.warehouse.build.plan import Tally
from etl.warehouse.file import Identity, identity, log_of

_FEW = 10_000
"""Messages up to which columns are compressed by dictionary where they can be: to try every way costs more than half
of a checkpoint, and saves 1 % of the file of an export of 1 MB, 5 % of one of 20 MB."""

TIDIED = 16
"""One of so many loads lets DuckDB merge groups of rows of which many are gone. A load of 1 MB into 5 million messages
took 3.0 CPU seconds and 360 MB of memory for that, more than for all else, and left the file 53 MB larger."""


class UnaccountedError(AssertionError):
    """A bug of ours: rows do not add up. The message names the promise and numbers, never content."""


def check_rows(connection: duckdb.DuckDBPyConnection, load_id: int) -> None:
    """Look for rows stored twice or without an owner in temp.touched_versions. Raises UnaccountedError."""
    broken = _broken(connection, load_id << 44)
    if broken:
        raise UnaccountedError("; ".join(broken))


def broken_promises(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """What rows of a database do not add up, all of them looked at: promises of ours with numbers, mostly none."""
    connection.execute(assets.sql("build")["all_versions"])
    return _broken(connection, 0)


def check_nodes(tally: Tally, inserted: int) -> None:
    """Every node read is a message inserted, a node dropped, or one known before. Raises UnaccountedError."""
    found = inserted + tally.dropped + tally.unchanged_nodes
    if found != tally.nodes:
        raise UnaccountedError(
            f"{tally.nodes} nodes read, but {inserted} inserted + {tally.dropped} dropped"
            f" + {tally.unchanged_nodes} unchanged = {found}"
        )


def seal(connection: duckdb.DuckDBPyConnection, *, is_small: bool = False, is_tidied: bool = True) -> None:
    """Write everything that is in catalog ``chats`` into its file, and close that; ``is_small`` if it surely is.

    Unless ``is_tidied``, groups of rows in a file that is not small stay as they are, even if rows of theirs are gone.
    """
    if is_small or connection.execute("select count(*) from core.messages").fetchall()[0][0] <= _FEW:
        connection.execute("set force_compression = 'dictionary'")
    elif not is_tidied:
        connection.execute("set max_vacuum_tasks = 0")
    connection.execute("checkpoint chats")
    connection.execute("use memory")
    connection.execute("detach chats")


def publish(new: Path, path: Path, expected: Identity | None, let_go: Callable[[], None]) -> None:
    """Put ``new`` at ``path``, private to its owner and safe on the disk; readers of the old file keep it.

    ``expected`` is the file that ``new`` was made from (None for none), ``let_go`` gives up the caller's own
    lock on it. Raises DatabaseError if the current file is not that one any more, or cannot be replaced.
    """
    if identity(path) != expected:
        what = "was changed by another program" if expected else "appeared"
        raise DatabaseError(f"{path.name} {what} while the next one was being made; run the same command again.")
    if log_of(path).exists():
        raise DatabaseError(f"{path.name} is being changed by another program; close it, then run the same command.")
    new.chmod(0o600)
    sync(new)
    # Windows replaces no file that is open, not even one that this program holds itself.
    if sys.platform == "win32":
        let_go()
    try:
        new.replace(path)
    except PermissionError as error:
        raise DatabaseError(f"{path.name} is open in another program; close it, then try again.") from error
    if sys.platform != "win32":
        let_go()
        sync(path.parent)


def _broken(connection: duckdb.DuckDBPyConnection, first_revision: int) -> list[str]:
    rows = connection.execute(assets.sql("build")["unaccounted"], {"first_revision": first_revision}).fetchall()
    return [f"{promise}: {number}" for promise, number in rows]
