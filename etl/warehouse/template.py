"""The database that a new one begins as: every table and view with its comments, and not a row.

To make one are a thousand small statements, half a second; so the wheel brings it, and a new database is a copy.
"""

import hashlib
from pathlib import Path

import duckdb

from etl import assets
from etl.warehouse import schema, tables

STORAGE = "v1.2.0"
"""The oldest file format that can hold columns compressed with zstd; DuckDB 1.2 to 2.x read it."""

ROW_GROUP = 40_960
"""Rows that are compressed together: fewer need less memory, and let compression begin earlier."""

BLOCK = 32_768
"""Bytes of a block: with DuckDB's usual 262,144 each of the many small tables takes half a megabyte."""

NEW = (f"row_group_size {ROW_GROUP}", f"storage_version '{STORAGE}'", f"block_size {BLOCK}")
"""With these a database of ours is attached when it is made."""


def shipped() -> Path | None:
    """The one that came with this package; None where none did, or another than today's SQL would make."""
    path = place()
    return path if path.exists() else None


def place() -> Path:
    """Where that is. Its name tells what it was made of."""
    folders = ("tables", *schema.VERSIONS)
    texts = [f"{name}\n{text}" for folder in folders for name, text in sorted(assets.sql(folder).items())]
    digest = hashlib.blake2b("\0".join([*NEW, *texts]).encode(), digest_size=8).hexdigest()
    return assets.package() / "warehouse" / f"template-{digest}.duckdb"


def make(path: Path) -> None:
    """Make it. Raises duckdb.Error where there is a file already, or none can be."""
    quoted = str(path).replace("'", "''")
    with duckdb.connect() as connection:
        connection.execute(f"attach '{quoted}' as chats (type duckdb, {', '.join(NEW)})")
        connection.execute("use chats")
        tables.create(connection)
        schema.create(connection)
        connection.execute("checkpoint chats")
        connection.execute("use memory")
        connection.execute("detach chats")
