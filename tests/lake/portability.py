"""What Spark, Sail and DuckDB do not agree about in a query, found in its tree without running anything."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import duckdb
from sqlglot import exp
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.schema import MappingSchema

from etl.lake.dialect import parsed
from etl.warehouse import schema

EQUAL = {
    exp.Abs,
    exp.ArgMax,
    exp.ArgMin,
    exp.Case,
    exp.Cast,
    exp.Coalesce,
    exp.Concat,
    exp.Count,
    exp.DateDiff,
    exp.Extract,
    exp.Floor,
    exp.Greatest,
    exp.GroupConcat,
    exp.If,
    exp.Lag,
    exp.Least,
    exp.Length,
    exp.LogicalAnd,
    exp.LogicalOr,
    exp.Lower,
    exp.Max,
    exp.Min,
    exp.Nullif,
    exp.Rank,
    exp.RegexpLike,
    exp.Right,
    exp.Round,
    exp.RowNumber,
    exp.Sum,
    exp.TimestampTrunc,
    exp.Translate,
}
"""The functions that answer the same everywhere, as tests on both engines found; any other has to be tried first."""

UNITS = {"DAY", "MICROSECOND"}
"""What one may count between two times: of the others DuckDB counts the ends that were passed, Spark whole ones."""

PARTS = {"YEAR", "MONTH", "DAY", "HOUR", "MINUTE"}
"""What one may take out of a time: seconds have a fraction for Spark, and days of the week other numbers."""

_OF_ONE = exp.Pivot | exp.Star | exp.Lambda | exp.Unnest
_UNSURE = exp.Round | exp.TimestampTrunc
_TEXT, _NUMBERS = exp.DataType.TEXT_TYPES, exp.DataType.NUMERIC_TYPES
_DECIMAL = exp.DType.DECIMAL


def refused(query: str) -> list[str]:
    """What of a query another engine would not answer as DuckDB does, one sentence each; none where all is well."""
    tree = parsed(query)
    found = [*_as_written(tree), *_as_typed(tree)]
    return list(dict.fromkeys(found))


def _as_written(tree: Any) -> Iterator[str]:
    for node in tree.walk():
        yield from (f"{reason}: {node.sql('duckdb')}" for reason in _reasons(node))
    for union in tree.find_all(exp.SetOperation):
        sides = [side for side in (union.left, union.right) if isinstance(side, exp.Select)]
        nulls = [column for side in sides for column in side.expressions if isinstance(column.unalias(), exp.Null)]
        if nulls:
            yield "a NULL of no type in a union"


def _reasons(node: Any) -> Iterator[str]:
    if isinstance(node, exp.Func) and not isinstance(node, exp.Connector) and type(node) not in EQUAL:
        yield "a function that no test found equal"
    if isinstance(node, _UNSURE) and not isinstance(node.parent, exp.Cast):
        yield "a type that is not said"
    if isinstance(node, exp.DateDiff) and node.text("unit").upper() not in UNITS:
        yield "a difference in units that are counted otherwise"
    if isinstance(node, exp.Extract) and node.name.upper() not in PARTS:
        yield "a part of a time that is told otherwise"
    if isinstance(node, exp.Window) and node.args.get("spec") and node.args.get("alias"):
        yield "a frame on a window with a name"
    if isinstance(node, _OF_ONE) and not isinstance(node.parent, exp.Count):
        yield "nothing that every engine has"
    if isinstance(node, exp.Join) and node.args.get("method"):
        yield "a join of its own kind"


def _as_typed(tree: Any) -> Iterator[str]:
    known = _known()
    typed = annotate_types(qualify(tree.copy(), schema=known, dialect="duckdb", quote_identifiers=False), schema=known)
    for node in typed.walk():
        kinds = {_kind(side) for side in _together(node)}
        if "text" in kinds and "number" in kinds:
            yield f"text beside a number: {node.sql('duckdb')}"
        if isinstance(node, exp.Div) and any(_is_decimal(side) for side in (node.this, node.expression)):
            yield f"a division of decimals, which Spark rounds: {node.sql('duckdb')}"
        if isinstance(node, exp.Length) and _kind(node.this) != "text":
            yield f"a length of no text: {node.sql('duckdb')}"


def _together(node: Any) -> Iterable[Any]:
    """What must be of one kind below a node."""
    if isinstance(node, exp.Coalesce | exp.Concat | exp.Greatest | exp.Least):
        texts = [exp.Literal.string("")] if isinstance(node, exp.Concat) else []
        return [*([node.this] if node.args.get("this") else []), *node.expressions, *texts]
    if isinstance(node, exp.Binary) and isinstance(node, exp.Predicate | exp.DPipe):
        return (node.this, node.expression)
    if isinstance(node, exp.In | exp.Between):
        return (node.this, *node.expressions, *(node.args[key] for key in ("low", "high") if node.args.get(key)))
    return ()


def _kind(node: Any) -> str | None:
    if isinstance(node, exp.Literal):
        return "text" if node.is_string else "number"
    kind = node.type.this if node.type else None
    return "text" if kind in _TEXT else "number" if kind in _NUMBERS else None


def _is_decimal(node: Any) -> bool:
    return bool(node.type and node.type.this == _DECIMAL) or (node.is_number and "." in node.name)


@cache
def _known() -> Any:
    """The types of all columns of core and v1."""
    with duckdb.connect() as connection:
        schema.create_tables(connection)
        schema.create_views(connection)
        rows = connection.execute(
            "select schema_name, table_name, column_name, data_type from duckdb_columns() "
            "where schema_name in ('core', 'v1')"
        ).fetchall()
    tables: dict[str, Any] = {}
    for place, table, column, kind in rows:
        tables.setdefault(place, {}).setdefault(table, {})[column] = kind
    return MappingSchema(tables, dialect="duckdb")
