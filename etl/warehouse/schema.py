"""Makes the views that everything outside the loader reads.

A file sql/v1/daily_usage.sql makes v1.daily_usage, after the views that it names. People who type in a
shell also get a plain name in ``main`` for the newest version of each view, and for each table without one.
"""

import re
from collections.abc import Iterator
from graphlib import TopologicalSorter

import duckdb

from etl import assets
from etl.warehouse.tables import transaction

VERSIONS = ("v1",)
"""Oldest first. A version is a promise: what is in it is never removed, renamed, retyped or redefined."""

_NAMED = re.compile(r"\b(?:from|join) (v\d+)\.(\w+)")
_COLUMNS = (
    "select schema_name, table_name, list(column_name order by column_index) from duckdb_columns() "
    "where schema_name in ('core', {versions}) group by all order by all"
)
_COMMENTS = (
    "select schema_name, view_name, comment from duckdb_views() where comment is not null "
    "union all select schema_name, table_name, comment from duckdb_tables() where comment is not null"
)


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every view of every version, then the plain names. The core tables must exist.

    Remakes what is there, in a transaction of its own.
    """
    with transaction(connection):
        for version in VERSIONS:
            connection.execute(f"create schema if not exists {version}")
        for statements in _in_order():
            connection.execute(statements)
        _name_plainly(connection)


def _in_order() -> Iterator[str]:
    """The SQL of every view, each after those that it names.

    Only names that are files count: a misspelt one reaches DuckDB, whose message says it best.
    """
    files = {(version, name): sql for version in VERSIONS for name, sql in assets.sql(version).items()}
    needs = {view: {named for named in _NAMED.findall(sql) if named in files} for view, sql in files.items()}
    sorter = TopologicalSorter({view: named - {view} for view, named in needs.items()})
    return (files[view] for view in sorter.static_order())


def _name_plainly(connection: duckdb.DuckDBPyConnection) -> None:
    """Let ``main.name`` be the newest ``name``. Comments on columns stay there, as each takes its time."""
    columns = _columns(connection)
    comments = {(schema, name): text for schema, name, text in connection.execute(_COMMENTS).fetchall()}
    newest = {name: schema for schema in ("core", *VERSIONS) for found, name in columns if found == schema}
    statements = (
        _plain(name, schema, columns[schema, name], comments.get((schema, name), "")) for name, schema in newest.items()
    )
    connection.execute("\n".join(statements))


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], list[str]]:
    """The columns of each table and view, in their order."""
    versions = ", ".join(f"'{version}'" for version in VERSIONS)
    rows = connection.execute(_COLUMNS.format(versions=versions)).fetchall()
    return {(schema, table): columns for schema, table, columns in rows}


def _plain(name: str, schema: str, columns: list[str], comment: str) -> str:
    """The statements that make ``main.name`` the same as ``schema.name``."""
    listed = ", ".join(f'"{column}"' for column in columns)
    view = f"create or replace view main.{name} as select {listed} from {schema}.{name};"
    return f"{view}\ncomment on view main.{name} is {_quoted(comment)};"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
