"""The database that a new one begins as: every table and view with its comments, and the reference data of sql/seeds.

To make one are a thousand small statements, half a second; so the wheel brings it, and a new database is a copy.
"""

import hashlib
import tempfile
from pathlib import Path

import duckdb

from etl import assets
from etl.warehouse import schema
from etl.warehouse.file import NEW, quoted
from etl.warehouse.pricing.reference import plant, planted


def shipped() -> Path | None:
    """The one that came with this package; None where none did, or another than today's SQL would make."""
    path = place()
    return path if path.exists() else None


def place() -> Path:
    """Where that is. Its name tells what it was made of."""
    folders = ("tables", *schema.VERSIONS)
    texts = [f"{name}\n{text}" for folder in folders for name, text in sorted(assets.sql(folder).items())]
    digest = hashlib.blake2b("\0".join([*NEW, planted({}, {}), *texts]).encode(), digest_size=8).hexdigest()
    return assets.package() / "warehouse" / f"template-{digest}.duckdb"


def renew() -> None:
    """Make the one of today's SQL where it is not there, and remove those of other days: for builds and tests.

    Several processes may do so at once. Raises duckdb.Error and OSError.
    """
    path = place()
    for old in path.parent.glob("template-*.duckdb"):
        if old != path:
            old.unlink(missing_ok=True)
    if not path.exists():
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            made = Path(folder) / path.name
            make(made)
            made.replace(path)


def make(path: Path) -> None:
    """Make it, whole or not at all. Raises duckdb.Error where there is a file already, or none can be."""
    try:
        _make(path)
    except ValueError:
        # The SQL of a view is wrong: databases must not begin as what was made so far.
        path.unlink()
        raise


def _make(path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach {quoted(str(path))} as chats (type duckdb, {', '.join(NEW)})")
        connection.execute("use chats")
        schema.create_tables(connection)
        schema.create_views(connection)
        plant(connection, {})
        connection.execute("insert into core.settings values ('planted', ?)", [planted({}, {})])
        connection.execute("checkpoint chats")
        connection.execute("use memory")
        connection.execute("detach chats")
