"""What the views mean, as their comments tell it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from etl.errors import QueryError
from etl.mcp.figures import PATIENCE
from etl.mcp.quoting import REFERENCE, cut, fitting
from etl.reporting.controls import on_one_line, visible
from etl.reporting.reports.connection import connect

_VIEWS = "select view_name, comment from duckdb_views() where schema_name = 'v1' order by view_name"
_COLUMNS = "select column_name, data_type, comment from duckdb_columns() where schema_name = 'v1' and table_name = ?"
_NOTE = 400


def views(database: Path) -> dict[str, str]:
    """Every view of v1, with what a row of it is. Raises DatabaseError as connect()."""
    with closing(connect(database, patience=PATIENCE)) as connection:
        return {name: _plain(comment) for name, comment in connection.execute(_VIEWS).fetchall()}


def briefly(found: dict[str, str]) -> Iterator[str]:
    """A line a view: its name, and the first sentence of its comment."""
    for name, comment in found.items():
        yield f"- v1.{name}: {comment.partition('. ')[0].partition('; ')[0].removesuffix('.')}"


def listed(database: Path) -> str:
    """The views as a list, for an agent. Raises as views()."""
    return "\n".join(fitting(briefly(views(database)), REFERENCE))


def described(database: Path, name: str) -> str:
    """One view with its columns, for an agent. Raises QueryError where there is none of that name; else as views()."""
    found = views(database)
    if name not in found:
        raise QueryError("There is no such view; read the resource chatlake://views for the list.")
    with closing(connect(database, patience=PATIENCE)) as connection:
        columns = connection.execute(_COLUMNS, [name]).fetchall()
    lines = [f"- {column} ({kind.lower()}){f': {_plain(note)}' if note else ''}" for column, kind, note in columns]
    return "\n".join(fitting([f"v1.{name}: {found[name]}", *lines], REFERENCE))


def _plain(comment: str | None) -> str:
    return cut(on_one_line(visible(comment or "")), _NOTE)
