"""Loads: what came in, where it went, what was odd, and fields that are new."""

from datetime import UTC, tzinfo
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from etl import assets
from etl.reporting.reports.run import run
from etl.web.data.database import Desk, cached, rows
from etl.web.data.filters import zone
from etl.web.rendering import Grid, grid, page
from etl.web.services import desk, services

Rows = list[dict[str, Any]]

_UNITS = ("bytes", "KB", "MB", "GB", "TB")
_AT_ONCE = 3
"""Files of a load that are named at first."""


def loads(request: Request) -> Response:
    """Every load, and where the nodes of the newest went."""
    place = desk(request)
    if not place.exists:
        return RedirectResponse("/", 303)
    version = place.version
    found, outcomes, issues, drift = cached(place, ("loads",), lambda: _read(place))
    here = zone(place)
    return page(
        request,
        "loads.html",
        version=version,
        watch=services(request).watching.told(),
        loads=[_told(load, here) for load in found],
        outcomes=outcomes,
        issues=issues,
        drift=drift,
        timezone=str(here),
    )


def _read(place: Desk) -> tuple[Rows, Rows, Rows, Grid]:
    """The loads, where the nodes of the newest went, what was odd, and what is new; read once for each database."""
    queries = assets.web_queries()
    with place.connection() as connection:
        found = rows(connection, queries["loads"])
        newest = {"load_id": found[0]["load_id"] if found else 0}
        outcomes, issues = rows(connection, queries["outcomes"], newest), rows(connection, queries["issues"])
    with place.permit() as database:
        return found, outcomes, issues, grid(run(database, "drift"))


def _told(load: dict[str, Any], here: tzinfo) -> dict[str, Any]:
    """A load with its size, time and files as people read them."""
    at = load["started_at"].replace(tzinfo=UTC).astimezone(here)
    names = (load["exports"] or "").split(", ")
    return load | {
        "size": _size(load["bytes"] or 0),
        "at": f"{at:%Y-%m-%d %H:%M}",
        "first": ", ".join(names[:_AT_ONCE]),
        "others": names[_AT_ONCE:],
    }


def _size(count: int) -> str:
    amount, unit = float(count), 0
    while amount >= 1000 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{amount:.0f} {_UNITS[unit]}" if amount >= 10 or unit == 0 else f"{amount:.1f} {_UNITS[unit]}"


ROUTES: list[BaseRoute] = [Route("/loads", loads)]
