"""What DuckDB's own parser makes of a text."""

import json
from collections.abc import Iterator
from typing import Any

import duckdb

from etl.reporting.sql.plain_select import with_values


def parsed(connection: duckdb.DuckDBPyConnection, sql: str) -> list[Any]:
    """The tree of each statement of a text; nothing where one is no select. Raises duckdb.Error where it is no SQL."""
    # With its full name: a database may hold a macro of the same.
    asked = "select system.main.json_serialize_sql(?::varchar, skip_empty := true, skip_null := true)"
    told = json.loads(connection.execute(asked, [sql]).fetchall()[0][0])
    return [] if told["error"] else list(told["statements"])


def statement_trees(connection: duckdb.DuckDBPyConnection, sql: str) -> list[Any]:
    """The trees of what a user wrote, which may be pivots, of which the parser tells none as they are."""
    return parsed(connection, sql) or parsed(connection, with_values(sql))


def nodes(tree: object) -> Iterator[dict[str, Any]]:
    """Every object of a tree, however deep it is."""
    left = [tree]
    while left:
        node = left.pop()
        if isinstance(node, dict):
            yield node
            left.extend(node.values())
        elif isinstance(node, list):
            left.extend(node)
