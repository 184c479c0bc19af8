"""An export against the database: is every message of it there, with every character of its text?

Reads the export again in the plainest way, with ijson alone, and shares nothing with what load does to it: neither
blocks, nor rows, nor batches. A provider is asked only what a conversation should come to (its ``expected``).
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

from etl import assets
from etl.checks.compare import Held, StoredMessage, Verification, compare
from etl.checks.plain_reader import conversations
from etl.errors import DatabaseError
from etl.state import provider_packages
from etl.warehouse.access import refusal, refuse_foreign
from etl.warehouse.file import attach, connect
from etl.warehouse.lake_file import missing

_BATCH = 500


def verify(database: Path, paths: Sequence[Path]) -> Verification:
    """Compare exports with a database, in bounded memory.

    Raises ExportError if ``paths`` hold no export, DatabaseError if there is no database that can be read,
    SettingError if a package whose providers its loads ask cannot be used.
    """
    if not database.exists():
        raise missing(database)
    refuse_foreign(database)
    found = Verification()
    with closing(connect()) as connection:
        try:
            attach(connection, database, "chats")
        except duckdb.Error as error:
            raise DatabaseError(refusal(database, error)) from error
        connection.execute(assets.sql("verify")["replaced" if _tells_replaced(connection) else "none_replaced"])
        exported = conversations(paths, provider_packages.in_use(database), found)
        while batch := list(islice(exported, _BATCH)):
            held = _held(connection, [told.conversation_id for told in batch])
            for told in batch:
                compare(told, held.get(told.conversation_id, {}), found)
    return found


def _tells_replaced(connection: duckdb.DuckDBPyConnection) -> bool:
    """Did a program make the database that writes down what a newer export replaced?"""
    found = "select 1 from duckdb_tables() where database_name = 'chats' and table_name = 'replacements'"
    return connection.execute(found).fetchall() != []


def _held(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> Mapping[str, Held]:
    """What the database has of each conversation."""
    wanted = pa.table({"conversation_id": pa.array(sorted(set(names)), pa.string())})
    connection.register("wanted", wanted)
    rows = connection.execute(assets.sql("verify")["stored"]).fetchall()
    connection.unregister("wanted")
    held: dict[str, dict[str | None, dict[str, StoredMessage]]] = {}
    for conversation, account, node, *stored in rows:
        held.setdefault(conversation, {}).setdefault(account, {})[node] = StoredMessage(*stored)
    return held
