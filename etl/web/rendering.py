"""Pages from templates: every value is escaped, one that is missing is an error, and rows are laid out as texts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from etl import assets
from etl.reporting.formats.humanize import basis, count, dollars
from etl.reporting.formats.values import cells
from etl.reporting.reports.table import Table

_MOST = 200
"""So many rows of a table are shown; how many there are is said below it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table for templates/parts.html. ``count`` is how many rows there are, shown or not."""

    heads: tuple[str, ...]
    are_numbers: Sequence[bool]
    rows: Sequence[Sequence[str]]
    notes: tuple[str, ...]
    count: int


def page(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A template of etl/web/templates as an answer; ``path`` and ``query`` of the request are known in it."""
    known = {"path": request.url.path, "query": request.query_params}
    return HTMLResponse(rendered(name, **{**known, **values}), status)


def rendered(name: str, **values: Any) -> str:
    """A template with its values. What is HTML already must be a markupsafe.Markup."""
    return _templates().get_template(name).render(**values)


def grid(table: Table, most: int = _MOST) -> Grid:
    """The first rows of an answer. Reads all of them."""
    table = table.seen()
    rows = list(table.rows)
    texts, are_numbers = cells(replace(table, rows=rows[:most]))
    heads = tuple(name.replace("_", " ") for name in table.columns)
    return Grid(heads, are_numbers, texts, table.notes, len(rows))


@cache
def _templates() -> Environment:
    folder = FileSystemLoader(assets.web("templates"))
    made = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters |= {"basis": basis, "counted": count, "dollars": dollars}
    return made
