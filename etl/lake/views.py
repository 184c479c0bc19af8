"""The views of v1 over a lake for other engines: the statements that make them, and who runs these.

The tables of core become views too, over the Parquet files of one generation: each names them, so that whoever reads
sees that generation and no other until the views are made again.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from etl.lake import dialect
from etl.lake.generation import Generation
from etl.warehouse import schema

_GLOB = re.compile(r"([*?\[\]{},\\])")
_COLUMNS = (
    "select schema_name, table_name, column_name, data_type, comment from duckdb_columns() "
    "where schema_name in ('core', 'v1') order by schema_name, table_name, column_index"
)
_COMMENTS = (
    "select schema_name, view_name, comment from duckdb_views() where comment is not null "
    "union all select schema_name, table_name, comment from duckdb_tables() where comment is not null"
)


class _Column(NamedTuple):
    name: str
    kind: str
    comment: str


class _Described(NamedTuple):
    comment: str
    columns: Sequence[_Column]


class Engine(NamedTuple):
    """How an engine has what DuckDB has: its words for a query, and for a table that is the files of a path."""

    translate: Callable[[str], str]
    table: Callable[[str, _Described, str], str]


def create(session: Any, engine: Engine, lake: Path, generation: Generation) -> None:
    """Make or remake the schemas core and v1 in the catalog of a Spark session, or of Sail's.

    The session keeps ANSI's rules, in UTC, as that of etl.lake.spark does. Raises what it raises.
    """
    for statement in statements(engine, lake, generation):
        session.sql(statement)


def statements(engine: Engine, lake: Path, generation: Generation) -> Iterator[str]:
    """The statements that do it, each after those that it needs. Views and their columns have their comments."""
    described = _described()
    yield "CREATE SCHEMA IF NOT EXISTS core"
    yield "CREATE SCHEMA IF NOT EXISTS v1"
    files = generation.files(lake)
    for (place, name), told in described.items():
        if place == "core":
            listed = files.get(name, ())
            table = f"core.{name}"
            yield engine.table(table, told, _path(lake, listed)) if listed else _view(table, told, _nothing(told))
    for (version, name), query in schema.queries().items():
        yield _view(f"{version}.{name}", described[version, name], engine.translate(query))


def _view(name: str, told: _Described, query: str) -> str:
    columns = ", ".join(f"`{column.name}` COMMENT {_text(column.comment)}" for column in told.columns)
    return f"CREATE OR REPLACE VIEW {name} ({columns}) COMMENT {_text(told.comment)} AS {query}"


def _view_of_files(name: str, told: _Described, path: str) -> str:
    """A table of Spark's is a folder; only a query may name files."""
    listed = ", ".join(f"`{column.name}`" for column in told.columns)
    return _view(name, told, f"SELECT {listed} FROM parquet.`{path.replace('`', '``')}`")


def _table_of_files(name: str, told: _Described, path: str) -> str:
    """Sail forgets the marks around a path in the text of a view, and trips over comments of a table's columns."""
    return f"CREATE OR REPLACE TABLE {name} USING parquet COMMENT {_text(told.comment)} LOCATION {_text(path)}"


def _path(lake: Path, files: Sequence[Path]) -> str:
    """One path for all files of a table: what differs stands in braces."""
    inside = ",".join(file.relative_to(lake).as_posix().removesuffix(".parquet") for file in files)
    place = _GLOB.sub(r"\\\1", lake.resolve().as_posix())
    return f"{place}/{{{inside}}}.parquet"


def _nothing(told: _Described) -> str:
    empty = ", ".join(f"CAST(NULL AS {dialect.kind(column.kind)}) AS `{column.name}`" for column in told.columns)
    listed = ", ".join(f"`{column.name}`" for column in told.columns)
    return f"SELECT {listed} FROM (SELECT {empty}) AS nothing WHERE FALSE"


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _described() -> Mapping[tuple[str, str], _Described]:
    """What every table of core and view of v1 says of itself."""
    with duckdb.connect() as connection:
        schema.create_tables(connection)
        schema.create_views(connection)
        comments = {(place, name): str(text) for place, name, text in connection.execute(_COMMENTS).fetchall()}
        found: dict[tuple[str, str], list[_Column]] = {}
        for place, table, *column in connection.execute(_COLUMNS).fetchall():
            found.setdefault((place, table), []).append(_Column(*(str(cell) for cell in column)))
    return {key: _Described(comments[key], columns) for key, columns in found.items()}


SPARK = Engine(dialect.spark, _view_of_files)
SAIL = Engine(dialect.sail, _table_of_files)
