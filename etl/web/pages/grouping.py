"""Conversations in groups, cut into pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from etl.categorize.categories import OTHER, built_in
from etl.web.data.filters import UNKNOWN, Row
from etl.web.data.organizer import NOWHERE

PAGE = 100
"""Conversations on a page."""

GROUPINGS = {
    "category": "Category",
    "month": "Month",
    "week": "Week",
    "year": "Year",
    "model": "Model",
    "project": "Project",
    "provider": "Provider",
}
HUES = 24
"""Colours that app.css has for categories, .c0 and on; the eighth category of one's own begins anew."""
_TIMES = ("month", "week", "year")
_LACKING = {"category": NOWHERE, "model": "No model", "project": "No project"}


@dataclass(slots=True)
class Group:
    """A heading: ``page`` is where it begins, ``rows`` those of it on the page that is shown."""

    name: str
    count: int
    page: int
    number: int
    rows: list[Row]

    @property
    def is_named(self) -> bool:
        """Whether a filter can ask for it by its name."""
        return self.name not in (UNKNOWN, *_LACKING.values())


@dataclass(frozen=True, slots=True)
class Pages:
    """A page of all: its groups with rows, and every group to go to."""

    groups: Sequence[Group]
    page: int
    pages: int
    count: int

    @property
    def shown(self) -> list[Group]:
        """The groups that have rows on this page."""
        return [group for group in self.groups if group.rows]


def grouped(rows: Sequence[Row], by: str, page: int) -> Pages:
    """The rows in groups, as arranged() puts them, and those of one page."""
    found = arranged(rows, by)
    pages = max(1, -(-len(rows) // PAGE))
    page = min(max(1, page), pages)
    groups, begin = [], 0
    for number, name in enumerate(found):
        first, end = max(begin, (page - 1) * PAGE), min(begin + len(found[name]), page * PAGE)
        here = found[name][first - begin : max(first, end) - begin]
        groups.append(Group(name, len(found[name]), begin // PAGE + 1, number, here))
        begin += len(found[name])
    return Pages(groups, page, pages, len(rows))


def arranged(rows: Sequence[Row], by: str) -> dict[str, list[Row]]:
    """Rows by the name of their group: times newest first, others the largest first, what is of no kind last."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row[by] or _LACKING.get(by, UNKNOWN)), []).append(row)
    last = {UNKNOWN, OTHER if by == "category" else UNKNOWN, *_LACKING.values()}
    if by in _TIMES:
        names = sorted(found, key=lambda name: (name not in last, name), reverse=True)
    else:
        names = sorted(found, key=lambda name: (name in last, -len(found[name]), name))
    return {name: found[name] for name in names}


def hues(names: Iterable[str]) -> dict[str, str]:
    """The class of each category's colour: a built-in one's by its place, those of one's own by theirs after them.

    The same wherever a category is shown, whatever others were removed or renamed; OTHER has none.
    """
    first = {name: place for place, name in enumerate(built_in())}
    own = [name for name in names if name not in first and name != OTHER]
    places = first | {name: len(first) + place for place, name in enumerate(own)}
    return {name: f"c{place % HUES}" for name, place in places.items()}


def token(row: Mapping[str, Any]) -> str:
    """A conversation in a form or an address: provider=…&account_id=…&conversation_id=…"""
    return urlencode({name: row[name] for name in ("provider", "account_id", "conversation_id")})
