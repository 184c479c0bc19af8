"""Overview: the numbers of all chats, and the charts; without a database, the welcome."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from etl import charts
from etl.charts.words import dollars, short
from etl.web.database import Desk
from etl.web.kept import kept
from etl.web.pages.figures import Figure, figure, year_of
from etl.web.pages.welcome import welcome
from etl.web.rendering import page
from etl.web.services import desk

_BY_YEAR = ("calendar", "punchcard", "models", "length")


def overview(request: Request) -> Response:
    """Tiles and charts; ``year`` narrows the charts that know years."""
    place = desk(request)
    if not place.exists:
        return welcome(request)
    year = year_of(request)
    drawn, totals, years = read(place, year)
    return page(request, "overview.html", tiles=_tiles(totals), about=totals, charts=drawn, years=years, year=year)


def read(place: Desk, year: int | None) -> tuple[list[Figure], dict[str, Any], list[int]]:
    """The charts, the totals and the years there are, read once for each database."""
    names = [name for name in charts.names() if name != "wrapped"]
    with ThreadPoolExecutor(len(names)) as threads:
        drawn = list(threads.map(lambda name: figure(place, name, year if name in _BY_YEAR else None), names))
    (totals,) = kept(place, ("totals",), lambda: place.ask("totals"))
    years = [row["year"] for row in kept(place, ("years",), lambda: place.ask("years"))]
    return drawn, totals, years


def _tiles(totals: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Number, what of, and a detail."""
    cost = "unknown" if totals["usd"] is None else dollars(totals["usd"])
    between = "" if totals["usd_low"] is None else f"{dollars(totals['usd_low'])} to {dollars(totals['usd_high'])}"
    unpriced = f"; {totals['requests_unpriced']:,} unpriced" if totals["requests_unpriced"] else ""
    return [
        (f"{totals['conversations']:,}", "chats", f"{totals['first_day']} to {totals['last_day']}"),
        (f"{totals['messages']:,}", "messages", f"{totals['user_messages'] or 0:,} of yours"),
        (f"{totals['answers'] or 0:,}", "answers", f"on {totals['active_days']:,} days"),
        (short(totals["tokens_out"] or 0), "tokens written", f"{short(totals['tokens_in'] or 0)} by you"),
        (cost, "on the API, estimated", f"{between}{unpriced}"),
    ]


ROUTES: list[BaseRoute] = [Route("/", overview)]
