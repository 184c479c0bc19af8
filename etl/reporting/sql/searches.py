"""search('night train') where a table stands: the words are read off the statement and searched before it is asked."""

from typing import Any

import duckdb

from etl.reporting.sql.plain_select import explained
from etl.reporting.sql.trees import nodes, statement_trees

NAME = "search"
MISUSED = "search takes one text, written out, and nothing else; ask from search('night train'), for instance."


def searched(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    """The words of every search of a statement that may be asked, each once, in no order that means anything."""
    kinds = [statement.type.name for statement in connection.extract_statements(sql)]
    if kinds == ["EXPLAIN"]:
        return searched(connection, explained(connection, sql) or "select 1")
    found = (words(node) for node in nodes(statement_trees(connection, sql)) if is_search(node))
    return list(dict.fromkeys(text for text in found if text is not None))


def is_search(node: dict[str, Any]) -> bool:
    """Does a node of the parser's tree call search() where a table stands?"""
    return node.get("type") == "TABLE_FUNCTION" and str(node["function"].get("function_name", "")).lower() == NAME


def words(node: dict[str, Any]) -> str | None:
    """What is searched: the one argument, a text that is written out; None where it is anything else."""
    call = node["function"]
    # Until DuckDB 2.0 arguments are children.
    told = [one["expression"] for one in call.get("arguments", ())] or call.get("children", [])
    if len(told) != 1:
        return None
    literal, value = told[0].get("literal", {}), told[0].get("value", {})
    text = literal.get("text") if literal.get("kind") == "STRING" else value.get("value")
    return text if isinstance(text, str) else None
