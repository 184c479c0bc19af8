"""Templates of pages: every value is escaped, and one that is missing is an error."""

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from etl import assets
from etl.reporting.formats.humanize import count, dollars


def page(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A template of etl/web/templates as an answer; ``path`` and ``query`` of the request are known in it."""
    known = {"path": request.url.path, "query": request.query_params}
    return HTMLResponse(rendered(name, **{**known, **values}), status)


def rendered(name: str, **values: Any) -> str:
    """A template with its values. What is HTML already must be a markupsafe.Markup."""
    return _templates().get_template(name).render(**values)


@cache
def _templates() -> Environment:
    folder = FileSystemLoader(assets.web("templates"))
    made = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters |= {"counted": count, "dollars": dollars}
    return made
