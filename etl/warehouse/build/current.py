"""What the current file is: ours, of which layout, how much of it dead. Refuses what cannot be continued."""

from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from etl.errors import DatabaseError
from etl.warehouse.access import probe, refusal, refuse_foreign
from etl.warehouse.file import Identity, attach, connect, identity, log_of
from etl.warehouse.lake_file import lake_of, only_shown
from etl.warehouse.schema import SCHEMA_VERSION

_SMALL = 4_000_000
"""Bytes of a file of which it is not worth while to say how much is free."""


@dataclass(frozen=True, slots=True)
class Previous:
    """The file that is to be continued: what it says of itself, and which file exactly it is."""

    settings: dict[str, str] = field(default_factory=dict)
    identity: Identity | None = None
    last_load_id: int = 0
    dead_share: float = 0.0
    owners: list[tuple[str, str]] = field(default_factory=list)
    """The providers and accounts whose conversations it holds."""

    @property
    def exists(self) -> bool:
        return self.identity is not None


def opened(path: Path) -> duckdb.DuckDBPyConnection | None:
    """The database at ``path``, attached for reading as ``previous``; None where there is none.

    Raises DatabaseError if a program has it open for writing, or if it is not a database.
    """
    if not path.exists():
        _refuse_log(path, "belongs to a database that is gone; move it away, then load again.")
        return None
    refuse_foreign(path)
    if log_of(path).exists():
        _apply_log(path)
    connection = connect()
    try:
        attach(connection, path, "previous")
    except duckdb.Error as error:
        connection.close()
        raise DatabaseError(refusal(path, error)) from error
    return connection


def look(path: Path, connection: duckdb.DuckDBPyConnection | None) -> Previous:
    """Look at the database that was opened; an empty Previous where there is none.

    Raises DatabaseError if it is not a database of ours, made by a newer version of this program, or of a lake.
    """
    if connection is None:
        if lake_of(path):
            raise only_shown(path)
        return Previous()
    _refuse_views(path, connection)
    try:
        settings = _settings(connection)
    except duckdb.Error as error:
        raise DatabaseError(refusal(path, error)) from error
    _refuse_foreign(path, settings)
    last = connection.execute("select max(load_id) from previous.core.loads").fetchall()[0][0] or 0
    return Previous(settings, identity(path), last, _dead_share(connection), _owners(connection))


def _apply_log(path: Path) -> None:
    try:
        state = probe(path).state
    except duckdb.Error as error:
        raise DatabaseError(refusal(path, error)) from error
    if state == "free":
        _refuse_log(path, f"cannot be applied to {path.name}; move it away, then load again.")
    _refuse_log(path, f"says that {path.name} has changes under way; close every program that has it open.")


def _refuse_log(path: Path, why: str) -> None:
    log = log_of(path)
    if log.exists():
        raise DatabaseError(f"{log.name} {why}")


def _settings(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    try:
        return dict(connection.execute("select name, value from previous.core.settings").fetchall())
    except (duckdb.CatalogException, duckdb.BinderException):
        return {}


def _refuse_foreign(path: Path, settings: dict[str, str]) -> None:
    if "schema_version" not in settings:
        raise DatabaseError(f"{path.name} is a DuckDB file that this program did not make; choose another with --db.")
    if int(settings["schema_version"]) > SCHEMA_VERSION:
        maker = settings.get("product_version", "unknown")
        raise DatabaseError(f"{path.name} was made by a newer chatlake ({maker}); upgrade this one.")


def _refuse_views(path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    told = "select 1 from duckdb_views() where database_name = 'previous' and schema_name = 'core'"
    if connection.execute(told).fetchall():
        raise only_shown(path)


def _owners(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return connection.execute("select distinct provider, account_id from previous.core.conversations").fetchall()


def _dead_share(connection: duckdb.DuckDBPyConnection) -> float:
    """The part of the file that is free; 0 of a small one, a third of which is free when it is new."""
    sizes = connection.execute("select * from pragma_database_size()").fetchall()
    block, total, free = next((row[2], row[3], row[5]) for row in sizes if row[0] == "previous")
    return free / total if total * block > _SMALL else 0.0
