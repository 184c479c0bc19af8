"""Any JSON at all, and objects of known names with anything behind them."""

from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

Object = st.SearchStrategy[dict[str, Any]]

NUMBERS = st.integers() | st.floats() | st.sampled_from([10**30, -(10**400), 2**31, 2**63, 1e300, 1.7e9])
ODD_TEXTS = [
    "2024-01-01T00:00:00Z",
    "1e999",
    "nan",
    "0001-01-01",
    "9999-12-31T23:59:59-23:00",
    '[{"a": 1}]',
    "[[",
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.sampled_from(ODD_TEXTS)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)


def objects(names: Iterable[str], **values: st.SearchStrategy[Any]) -> Object:
    """An object with some of these names and anything behind them; ``values`` where something fits better."""
    junk = st.dictionaries(st.sampled_from(sorted(names)), JSON, max_size=5)
    fitting = st.fixed_dictionaries({}, optional=values)
    return st.builds(lambda one, other: one | other, junk, fitting)
