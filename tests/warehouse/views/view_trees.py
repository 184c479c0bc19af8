"""The queries of views as trees, as DuckDB's own parser sees them; nothing needs to exist for that."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import duckdb

from etl import assets

VIEWS = assets.sql("v1")

Tree = dict[str, Any]


def parsed(view: str) -> Tree:
    """The query of a view. Who reads it leaves it as it is."""
    return _parsed()[view]


@cache
def _parsed() -> dict[str, Tree]:
    queries = [sql.split(" as\n", 1)[1].split(";", 1)[0] for sql in VIEWS.values()]
    with duckdb.connect() as connection:
        found = connection.execute("select json_serialize_sql(unnest(?::varchar[]))", [queries]).fetchall()
    trees: list[Tree] = [json.loads(text) for (text,) in found]
    assert not any(tree["error"] for tree in trees), trees
    return {view: tree["statements"][0]["node"] for view, tree in zip(VIEWS, trees, strict=True)}


def nodes(tree: Any) -> Iterator[Tree]:
    """Everything in a tree, itself first."""
    if isinstance(tree, dict):
        yield tree
    for child in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from nodes(child)


def selects(tree: Tree) -> Iterator[Tree]:
    """The select, or the selects of a union, whose columns are the query's."""
    if tree["type"] == "SELECT_NODE":
        yield tree
    for side in tree.get("children") or (tree[key] for key in ("left", "right") if key in tree):
        yield from selects(side)


def steps(tree: Tree) -> dict[str, Tree]:
    """The queries that stand before a query, by name."""
    found = {}
    for entry in tree.get("cte_map", {}).get("map", ()):
        found[entry["key"]] = next(
            node for node in nodes(entry["value"]) if "select_list" in node or "setop_type" in node
        )
    return found
