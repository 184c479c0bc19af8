"""The queries of views as other engines have them: Spark, and Sail where that differs. sqlglot does nearly all."""

from typing import Any


def spark(query: str) -> str:
    """A query of DuckDB's in Spark's SQL, for a session in UTC that keeps ANSI's rules."""
    return str(_told(query).sql(dialect="spark"))


def sail(query: str) -> str:
    """The same for Sail, which counts no microseconds between two times."""
    return str(_told(query).transform(_microseconds).sql(dialect="spark"))


def kind(name: str) -> str:
    """A type of DuckDB's as Spark calls it."""
    from sqlglot import exp

    return str(exp.DataType.build(name, dialect="duckdb").sql(dialect="spark"))


def parsed(query: str) -> Any:
    """The tree of a query of DuckDB's, as sqlglot sees it."""
    import sqlglot

    return sqlglot.parse_one(query, dialect="duckdb")


def _told(query: str) -> Any:
    """The tree with what ``group by all`` groups by written out, as Sail does not know these words."""
    from sqlglot import exp

    tree = parsed(query)
    for select in tree.find_all(exp.Select):
        group = select.args.get("group")
        if group is not None and group.args.get("all"):
            keys = [column.unalias().copy() for column in select.expressions if column.find(exp.AggFunc) is None]
            # A bare number would be the place of a column.
            named = [key for key in keys if not key.is_number]
            select.set("group", exp.Group(expressions=named) if named else None)
    return tree


def _microseconds(node: Any) -> Any:
    from sqlglot import exp

    if isinstance(node, exp.DateDiff) and node.text("unit").upper() == "MICROSECOND":
        sides = (node.this, node.expression)
        later, earlier = (exp.func("unix_micros", side.transform(_microseconds)) for side in sides)
        return exp.paren(exp.Sub(this=later, expression=earlier))
    return node
