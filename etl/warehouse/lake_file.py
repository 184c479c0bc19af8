"""The database beside a lake: a file of views that show the lake's files, and holds no row itself."""

from pathlib import Path

from etl.errors import DatabaseError

CURRENT = "current.json"
"""The file of a lake that says which of its files are current."""

DATABASE = "lake.duckdb"
"""The name of the file of views beside it."""


def lake_of(database: Path) -> Path | None:
    """The lake whose views a database is for, by its name and what lies beside it; None of any other database."""
    lake = database.resolve().parent
    return lake if database.resolve().name == DATABASE and (lake / CURRENT).is_file() else None


def missing(database: Path) -> DatabaseError:
    """What is to be said where no database is: how one is made, or that of the lake it would lie beside."""
    how = "etl load EXPORT" if lake_of(database) is None else "etl lake views DIR"
    return DatabaseError(f"There is no {database.name}. Make it with: {how}")


def only_shown(path: Path) -> DatabaseError:
    """What is to be said where something is to be written into it."""
    return DatabaseError(
        f"{path.name} shows the files of a lake, and holds nothing itself; load into that with: etl load --lake "
        "DIR EXPORTS, or choose another file."
    )
