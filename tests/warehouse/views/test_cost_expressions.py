"""What has one name in several views of costs is reckoned in one way, whatever it is grouped by."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from tests.warehouse.views.view_trees import VIEWS, Tree, parsed, selects, steps

BASE = "request_costs"
"""The view that the others add up: its columns are taken as they are."""

SUMS = (*(view for view in VIEWS if view.endswith("_costs") and view != BASE), "cost_audit", "unpriced_models")

DIFFERENT = {
    ("image_costs", "requests"): "only those with pictures in their input",
    ("image_costs", "requests_unpriced"): "only those whose pictures have no price; their text may have one",
    ("image_costs", "usd_images_low"): "the same sum: requests without pictures would add nothing",
    ("image_costs", "usd_images_high"): "the same sum: requests without pictures would add nothing",
    ("unpriced_models", "requests"): "only those without a price",
    ("unpriced_models", "first_day"): "of requests without a price",
    ("tool_costs", "day"): "of a search or of a picture made, which are no requests",
    ("tool_costs", "usd_low"): "for searches and pictures made, which no request has in its dollars",
    ("tool_costs", "usd_high"): "for searches and pictures made, which no request has in its dollars",
    ("older_tool_costs", "day"): "as the older tool counts: the day in UTC on which a conversation began",
    ("older_tool_costs", "usd"): "what the older tool would say: no sum of requests",
    ("older_tool_costs", "conversations"): "as the older tool counts: those without a request as well",
}
"""View and column: why it is another thing than what the others have under its name."""

Columns = dict[str, Any]

_AGGREGATES = {"count", "count_star", "sum", "min", "max"}
_UNSAID = {"alias", "query_location", "query_location_length", "qualified_name"}


def test_columns_of_one_name_are_reckoned_in_one_way() -> None:
    ways = defaultdict(set)
    for view, name, way in _ways():
        if (view, name) not in DIFFERENT:
            ways[name].add(way)
    assert [name for name, found in ways.items() if len(found) > 1] == []
    assert {view for view, _, _ in _ways()} == set(SUMS)


def test_what_is_said_to_differ_does() -> None:
    others = {(name, way) for view, name, way in _ways() if (view, name) not in DIFFERENT}
    assert {(view, name) for view, name, way in _ways() if (name, way) not in others} >= DIFFERENT.keys()


def _ways() -> list[tuple[str, str, str]]:
    """View, column, and what it is reckoned from as text."""
    return [(view, name, json.dumps(tree, sort_keys=True)) for view in SUMS for name, tree in reckoned(view).items()]


@cache
def reckoned(view: str) -> Columns:
    """What each column of a view is reckoned from, down to columns of tables and of BASE."""
    return _of_query(parsed(view), {})


def _of_query(query: Tree, above: Mapping[str, Columns]) -> Columns:
    known = dict(above)
    for name, step in steps(query).items():
        known[name] = _of_query(step, known)
    first, *others = [_of_select(select, known) for select in selects(query)]
    if not others:
        return first
    rows = zip(*(one.values() for one in (first, *others)), strict=True)
    return {
        name: parts[0] if parts.count(parts[0]) == len(parts) else list(parts)
        for name, parts in zip(first, rows, strict=True)
    }


def _of_select(select: Tree, known: Mapping[str, Columns]) -> Columns:
    sources = dict(_sources(select["from_table"], known))
    where = select.get("where_clause")
    rows = [next(iter(sources)), where and _traced(where, sources, [])]
    return {
        column.get("alias") or str(column.get("column_names", [place])[-1]): _traced(column, sources, rows)
        for place, column in enumerate(select["select_list"])
    }


def _sources(table: Tree, known: Mapping[str, Columns]) -> Iterator[tuple[str, Columns]]:
    """The names of what is read, with the columns of what is known."""
    if table["type"] == "JOIN":
        for side in ("left", "right"):
            yield from _sources(table[side], known)
        return
    name, schema = table["table_name"], table.get("schema_name")
    if schema == "v1" and name != BASE:
        yield name, reckoned(name)
    else:
        yield name, {} if schema else known[name]


def _traced(tree: Any, sources: Mapping[str, Columns], rows: Sequence[Any]) -> Any:
    """A tree with what its columns are reckoned from in their place. An aggregate says of which rows it is."""
    if isinstance(tree, list):
        return [_traced(one, sources, rows) for one in tree]
    if not isinstance(tree, dict):
        return tree
    if tree.get("class") == "COLUMN_REF":
        return _column(tree["column_names"], sources)
    found = {key: _traced(value, sources, rows) for key, value in tree.items() if key not in _UNSAID}
    if tree.get("function_name") not in _AGGREGATES:
        return found
    added = [_argument(one) for one in found.get("arguments") or found.get("children") or ()]
    is_again = len(added) == 1 and _is_aggregate(added[0]) and not found.get("filter") and not rows[1]
    return added[0] if is_again else found | {"rows": list(rows)}


def _argument(tree: Any) -> Any:
    """DuckDB 2 has each in a tree of its own, with its name."""
    return tree.get("expression", tree) if isinstance(tree, dict) else tree


def _column(names: Sequence[str], sources: Mapping[str, Columns]) -> Any:
    *table, name = names
    for source in table or sources:
        if name in sources[source]:
            found = sources[source][name]
            return found["child"] if isinstance(found, dict) and found.get("class") == "CAST" else found
    return name


def _is_aggregate(tree: Any) -> bool:
    """Whether it adds something up, so that adding it up again changes the grouping only."""
    if not isinstance(tree, dict):
        return False
    return tree.get("function_name") in _AGGREGATES or (
        tree.get("type") == "OPERATOR_COALESCE" and _is_aggregate(tree["children"][0])
    )
