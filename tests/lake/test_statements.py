"""What a lake reads of its own for a statement of every load is all that this asks for."""

import duckdb
import pytest

from etl import assets
from etl.warehouse import schema

READ = {"messages": "shareable", "conversations": "shareable_conversations"}


@pytest.mark.parametrize("table", READ)
def test_what_several_have_is_decided_by_what_is_read(table: str) -> None:
    """Where a column that is not read is none of the table's, the statement cannot ask for it."""
    with duckdb.connect() as connection:
        schema.create_tables(connection)
        found = connection.execute("select column_name from duckdb_columns() where table_name = ?", [table]).fetchall()
        for column in {str(name) for (name,) in found}:
            if f"{table}.{column},\n" not in assets.sql("lake")[READ[table]]:
                connection.execute(f"alter table core.{table} drop column {column}")
        for statement in ("is_shared", "share"):
            connection.execute("create temp table if not exists touched (conversation_id varchar)")
            connection.execute(assets.sql("pricing")[statement])
