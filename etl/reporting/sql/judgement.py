"""Whether a statement only asks of the database: judged by DuckDB's own parser, never by words."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import duckdb

from etl.reporting.sql.plain_select import defined, explained
from etl.reporting.sql.searches import MISUSED, is_search, words
from etl.reporting.sql.trees import nodes, parsed, statement_trees

_QUESTIONS = "select, from, with, pivot, describe, show, summarize, explain"

_QUERIES = frozenset({"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"})
"""Kinds of queries within a statement; since DuckDB 2.0 a CTE may be another, which writes."""

_MADE = "generate_series range repeat repeat_row unnest json_each json_tree summary"
_OF_TABLES = """
    duckdb_columns duckdb_constraints duckdb_functions duckdb_indexes duckdb_keywords duckdb_schemas duckdb_tables
    duckdb_types duckdb_views pragma_table_info
    pg_attribute pg_class pg_description pg_namespace pg_tables pg_timezone_names pg_type pg_views
"""
_TABLE_FUNCTIONS = frozenset(f"{_MADE} {_OF_TABLES} icu_calendar_names".split())
"""All that may stand where a table does: others read files, tell of the machine, or run a text as SQL."""

_ABOUT_TABLES = frozenset(_OF_TABLES.split())
_OF_DUCKDB = ("duckdb_", "pragma_", "pg_")
"""How the names begin of views in which DuckDB tells of itself."""

_TELLING = """
    current_setting getenv getvariable write_log query query_table glob sniff_csv which_secret
    json_execute_serialized_sql json_serialize_plan
"""
_FUNCTIONS = frozenset(_TELLING.split())
_READING = ("read_", "duckdb_", "pragma_", "parquet_")
"""Functions within an expression that are refused, and how the names of others begin, should there ever be such."""

_VIEWS = "select lower(view_name), sql from duckdb_views() where not internal and schema_name not in ('core', 'v1')"
_MACROS = "select lower(function_name), macro_definition from duckdb_functions() where not internal"
"""What a file may define beside our views; those are taken for what this program made them."""

_SETTING = "select 1 from duckdb_settings() where lower(name) = ?"


def refusal(connection: duckdb.DuckDBPyConnection, sql: str) -> str | None:
    """Why a statement is not asked, in a sentence; None where it may be.

    It may be one select in any of its forms, or the explanation of one, and calls no function that tells of the
    machine or runs a text as SQL, be it by a view or a macro of the file. Raises duckdb.Error where it is no SQL.
    """
    if "\0" in sql:
        return "A statement holds no NUL; write chr(0) for one."
    kinds = [statement.type.name for statement in connection.extract_statements(sql)]
    if kinds == ["EXPLAIN"]:
        inner = explained(connection, sql)
        return refusal(connection, inner) if inner else f"Only questions are explained here ({_QUESTIONS})."
    trees = statement_trees(connection, sql)
    if not kinds or len(trees or kinds) != 1:
        return "Ask one statement at a time, such as: from daily_usage limit 5"
    if not trees:
        return _not_a_question(kinds[0])
    return next(_reasons(connection, trees), None)


def _reasons(connection: duckdb.DuckDBPyConnection, trees: list[Any]) -> Iterator[str]:
    """Why not, of a statement and of all that the file itself defines of what it names."""
    own, known = _Own(connection), set[str]()
    yield from (MISUSED for node in nodes(trees) if is_search(node) and words(node) is None)
    is_asked = True
    while trees:
        yield from _own_reasons(connection, trees, is_asked)
        tables, functions = _names(trees, "table_name"), _names(trees, "function_name")
        texts = own.texts(tables - known, functions - known)
        known |= tables | functions
        is_asked = False
        trees = [tree for text in texts for tree in parsed(connection, text) or parsed(connection, f"select {text}")]


def _names(trees: list[Any], key: str) -> set[str]:
    return {str(node[key]).lower() for node in nodes(trees) if node.get(key)}


class _Own:
    """The views and macros of a file, each read when it is first needed."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def texts(self, tables: set[str], functions: set[str]) -> list[str]:
        """What those of these names are: selects, and of macros also expressions."""
        views = [defined(text) for name, text in self._views if name in tables] if tables else []
        # An operator has a name too, and there are no macros of such.
        called = {name for name in functions if name.isidentifier()}
        return views + ([text for name, text in self._macros if name in called] if called else [])

    @cached_property
    def _views(self) -> list[tuple[str, str]]:
        return self._connection.execute(_VIEWS).fetchall()

    @cached_property
    def _macros(self) -> list[tuple[str, str]]:
        return self._connection.execute(_MACROS).fetchall()


def _own_reasons(connection: duckdb.DuckDBPyConnection, trees: list[Any], is_asked: bool) -> Iterator[str]:
    """Why not, of a statement (``is_asked``), or of what a file defines, which may not search."""
    for node in nodes(trees):
        kind = str(node.get("type", ""))
        if kind.endswith("_NODE") and kind not in _QUERIES:
            yield _not_a_question(kind.removesuffix("_QUERY_NODE"))
        elif kind == "SHOW_REF":
            yield from _settings(connection, str(node.get("table_name", "")))
        elif kind == "BASE_TABLE":
            name = str(node.get("table_name", "")).lower()
            if name.startswith(_OF_DUCKDB) and name not in _ABOUT_TABLES:
                yield _revealing(name)
        elif kind == "TABLE_FUNCTION":
            name = str(node.get("function", {}).get("function_name", "")).lower()
            if name not in _TABLE_FUNCTIONS and not (is_asked and is_search(node)):
                yield f"{_told(name)} is not answered here; ask tables and views, or search, range and unnest."
        elif "function_name" in node:
            name = str(node["function_name"]).lower()
            if name in _FUNCTIONS or (name.startswith(_READING) and name not in _TABLE_FUNCTIONS):
                yield _revealing(name)


def _settings(connection: duckdb.DuckDBPyConnection, name: str) -> Iterator[str]:
    """Since DuckDB 2.0, show tells a setting where it is no table."""
    if connection.execute(_SETTING, [name.strip('"').lower()]).fetchall():
        yield _revealing(name.strip('"').lower())


def _not_a_question(kind: str) -> str:
    return f"Only questions are answered here ({_QUESTIONS}), not {kind.lower().replace('_', ' ')}."


def _revealing(name: str) -> str:
    return f"{_told(name)} tells about this machine, not about your chats; ask without it."


def _told(name: str) -> str:
    return name if name.isidentifier() and len(name) < 50 else "A function of that name"
