"""The beginning of the next file: a new one, a copy of the current one, or a rebuilt one."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl import assets
from etl.errors import DatabaseError
from etl.warehouse import schema, template
from etl.warehouse.access import refusal
from etl.warehouse.build.current import Previous
from etl.warehouse.build.incremental import is_outdated, wants_text
from etl.warehouse.build.plan import Plan
from etl.warehouse.file import attach, attach_staged

_MOST_DEAD = 1 / 3


@dataclass(frozen=True, slots=True)
class Begun:
    """How a file was begun: was it rebuilt table by table, and has it today's views already?"""

    is_rebuilt: bool
    has_views: bool


def begin(connection: duckdb.DuckDBPyConnection, path: Path, new: Path, previous: Previous, plan: Plan) -> Begun:
    """Make ``new``, with every table, and use it as catalog ``chats``.

    A rebuild takes over the columns that both layouts have, which is also the migration from older ones.
    """
    is_rebuilt = previous.exists and needs_rebuild(previous)
    empty = template.shipped()
    source = path if previous.exists and not is_rebuilt else empty
    if source:
        shutil.copyfile(source, new)
    attach_staged(connection, new, "chats", is_new=source is None)
    connection.execute("use chats")
    if source is None:
        schema.create_tables(connection)
    if is_rebuilt:
        _take_over(connection, path)
    if previous.exists:
        _forget_outdated(connection, previous, plan)
    return Begun(is_rebuilt, source is not None and source == empty)


def rename_account(connection: duckdb.DuckDBPyConnection, provider: str, old: str, new: str) -> None:
    """Put everything of one provider's account under another name."""
    whose = "(provider is null or provider = ?) and account_id = ?"
    found = "select table_name from duckdb_columns() where schema_name = 'core' and column_name = 'account_id'"
    for (table,) in connection.execute(f"{found} and database_name = 'chats'").fetchall():
        connection.execute(f"update core.{table} set account_id = ? where {whose}", [new, provider, old])


def needs_rebuild(previous: Previous) -> bool:
    """Are the tables laid out otherwise than today, or more than a third of the file dead blocks?"""
    return previous.settings.get("layout") != schema.layout() or previous.dead_share > _MOST_DEAD


def _take_over(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Fill each table with what the current file has, in the place of what a blank one brings."""
    try:
        attach(connection, path, "previous")
    except duckdb.Error as error:
        raise DatabaseError(refusal(path, error)) from error
    for table, columns in connection.execute(assets.sql("build")["common_columns"]).fetchall():
        listed = ", ".join(columns)
        connection.execute(f"delete from core.{table}")
        connection.execute(f"insert into core.{table} by name select {listed} from previous.core.{table}")
    connection.execute("detach previous")


def _forget_outdated(connection: duckdb.DuckDBPyConnection, previous: Previous, plan: Plan) -> None:
    wanted = {"is_outdated": is_outdated(previous, plan), "wants_text": wants_text(previous, plan)}
    if any(wanted.values()):
        for table in ("conversations", "older_versions"):
            connection.execute(assets.sql("build")["forget_hashes"].format(table=table), wanted)
