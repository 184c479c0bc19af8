"""Makes the core tables, which the loader fills, and the views that everything else reads.

A file sql/tables/messages.sql makes core.messages, and sql/v1/daily_usage.sql makes v1.daily_usage, after the views
that it names. People who type in a shell also get a plain name in ``main`` for the newest version of each view, and
for each table without one.

A file may end with the line ``-- columns as in v1.daily_costs``. The columns that it has no comment on then have the
comments of that view's columns of the same names.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from graphlib import TopologicalSorter

import duckdb

from etl import assets
from etl.warehouse.file import BLOCK, ROW_GROUP, STORAGE, quoted

SCHEMA_VERSION = 1
"""Greater than that of every older program whose files this one cannot leave readable for it."""

VERSIONS = ("v1",)
"""Oldest first. A version is a promise: what is in it is never removed, renamed, retyped or redefined."""

_Name = tuple[str, str]
_Columns = dict[str, str | None]

_NAMED = re.compile(r"\b(?:from|join) (v\d+)\.(\w+)")
_QUERY = re.compile(r"^create or replace view \S+ as\n(.*?);$", re.MULTILINE | re.DOTALL)
_LENDER = re.compile(r"^-- columns as in (\S+)\s*\Z", re.MULTILINE)
_COLUMNS = (
    "select schema_name, table_name, column_name, comment from duckdb_columns() "
    "where schema_name in ('core', {versions}) order by schema_name, table_name, column_index"
)
_COMMENTS = (
    "select schema_name, view_name, comment from duckdb_views() where comment is not null "
    "union all select schema_name, table_name, comment from duckdb_tables() where comment is not null"
)


def create_tables(connection: duckdb.DuckDBPyConnection, *, has_comments: bool = True) -> None:
    """Make the schema ``core`` and every table in it, empty, in a transaction of its own.

    The comments, most of the work, are for who reads the file. Raises duckdb.CatalogException where a table exists
    already.
    """
    with _transaction(connection):
        connection.execute("create schema if not exists core")
        for statements in assets.sql("tables").values():
            connection.execute(statements if has_comments else _without_comments(statements))


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every view of every version, then the plain names. The core tables must exist.

    Remakes what is there, in a transaction of its own. Raises ValueError for a file that borrows comments which
    nobody lends.
    """
    files = {(version, name): sql for version in VERSIONS for name, sql in assets.sql(version).items()}
    with _transaction(connection):
        for version in VERSIONS:
            connection.execute(f"create schema if not exists {version}")
        for view in _in_order(files):
            connection.execute(files[view])
        columns = _columns(connection)
        connection.execute("\n".join(_borrowed(files, columns)))
        _name_plainly(connection, columns)


def queries() -> dict[_Name, str]:
    """The query of every view by version and name, each after those that it names."""
    files = {(version, name): sql for version in VERSIONS for name, sql in assets.sql(version).items()}
    return {view: query for view in _in_order(files) for query in _QUERY.findall(files[view])}


def layout() -> str:
    """A hash of everything that decides how the core tables are laid out in a file."""
    parts = [STORAGE, str(ROW_GROUP), str(BLOCK)]
    parts += [f"{name}\n{_without_comments(text)}" for name, text in sorted(assets.sql("tables").items())]
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


@contextmanager
def _transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All statements within, or none. On a disk, hundreds take a tenth of the time they take alone."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


@cache
def _without_comments(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if line and not line.startswith("comment on"))


def _in_order(files: Mapping[_Name, str]) -> Iterable[_Name]:
    """Every view, each after those that it names.

    Only names that are files count: a misspelt one reaches DuckDB, whose message says it best.
    """
    needs = {view: {named for named in _NAMED.findall(sql) if named in files} for view, sql in files.items()}
    return TopologicalSorter({view: named - {view} for view, named in needs.items()}).static_order()


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[_Name, _Columns]:
    """The columns of each table and view, in their order, with their comments."""
    versions = ", ".join(f"'{version}'" for version in VERSIONS)
    found: dict[_Name, _Columns] = {}
    for schema, table, column, comment in connection.execute(_COLUMNS.format(versions=versions)).fetchall():
        found.setdefault((schema, table), {})[column] = comment
    return found


def _borrowed(files: Mapping[_Name, str], columns: Mapping[_Name, _Columns]) -> Iterator[str]:
    """The statements that give columns another view's comments, as files ask for. A lender may itself borrow."""
    known = {".".join(view): dict(columns[view]) for view in files}
    lenders = {".".join(view): found[1] for view, sql in files.items() if (found := _LENDER.search(sql))}
    for view in TopologicalSorter({view: [lender] for view, lender in lenders.items()}).static_order():
        if view not in known:
            raise ValueError(f"Columns are to be as in {view}, which is no view")
        if view not in lenders:
            continue
        for column in [column for column, comment in known[view].items() if comment is None]:
            comment = known[lenders[view]].get(column)
            if comment is None:
                raise ValueError(f"{view}.{column} needs a comment: {lenders[view]} has none to lend")
            known[view][column] = comment
            yield f"comment on column {view}.{column} is {quoted(comment)};"


def _name_plainly(connection: duckdb.DuckDBPyConnection, columns: Mapping[_Name, _Columns]) -> None:
    """Let ``main.name`` be the newest ``name``. Comments on columns stay there, as each takes its time."""
    comments = {(schema, name): text for schema, name, text in connection.execute(_COMMENTS).fetchall()}
    newest = {name: schema for schema in ("core", *VERSIONS) for found, name in columns if found == schema}
    statements = (
        _plain(name, schema, columns[schema, name], comments.get((schema, name), "")) for name, schema in newest.items()
    )
    connection.execute("\n".join(statements))


def _plain(name: str, schema: str, columns: Iterable[str], comment: str) -> str:
    """The statements that make ``main.name`` the same as ``schema.name``."""
    listed = ", ".join(f'"{column}"' for column in columns)
    view = f"create or replace view main.{name} as select {listed} from {schema}.{name};"
    return f"{view}\ncomment on view main.{name} is {quoted(comment)};"
