"""Overview: the numbers of all chats, and the charts; without a database, the welcome."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from etl.reporting.charts import draw
from etl.reporting.formats.humanize import basis, count, dollars, short
from etl.web.data.database import Desk, cached
from etl.web.pages.charts import Figure, figure, year_of
from etl.web.pages.welcome import welcome
from etl.web.rendering import page
from etl.web.services import desk

_BY_YEAR = ("calendar", "punchcard", "models", "length", "wrapped")


def overview(request: Request) -> Response:
    """Tiles and charts; ``year`` narrows the charts that know years."""
    place = desk(request)
    if not place.exists:
        return welcome(request)
    version = place.version
    year = year_of(request)
    drawn, totals, years = read(place, year)
    told: dict[str, Any] = {"tiles": _tiles(totals), "about": totals, "charts": drawn, "years": years, "year": year}
    return page(request, "overview.html", version=version, **told)


def read(place: Desk, year: int | None) -> tuple[list[Figure], dict[str, Any], list[int]]:
    """The charts, the totals and the years there are, read once for each database. One vendor is not compared."""
    return cached(place, ("overview", year), lambda: _read(place, year))


def _read(place: Desk, year: int | None) -> tuple[list[Figure], dict[str, Any], list[int]]:
    # While one connection is open, the others of this process need not open the file anew, which is half the time.
    with place.connection(), ThreadPoolExecutor(len(draw.names())) as threads:
        (totals,) = cached(place, ("totals",), lambda: place.ask("totals"))
        names = [name for name in draw.names() if totals["vendors"] > 1 or name != "compare"]
        drawn = list(threads.map(lambda name: figure(place, name, year if name in _BY_YEAR else None), names))
        years = [row["year"] for row in cached(place, ("years",), lambda: place.ask("years"))]
    return drawn, totals, years


def _tiles(totals: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Number, what of, and a detail."""
    usd, low, high = (totals[name] for name in ("usd", "usd_low", "usd_high"))
    cost = "unknown" if usd is None else dollars(usd)
    between = "" if low is None or low == high else f"{dollars(low)} to {dollars(high)}"
    unpriced = count(totals["requests_unpriced"] or 0, "request")
    told = [between, f"{unpriced} without a price" if totals["requests_unpriced"] else ""]
    days = f"{totals['first_day']} to {totals['last_day']}" if totals["first_day"] else "of unknown days"
    yours, active = totals["user_messages"] or 0, count(totals["active_days"] or 0, "day")
    return [
        (*_counted(totals["conversations"], "chat"), days),
        (*_counted(totals["messages"], "message"), f"{yours:,} of yours"),
        (*_counted(totals["answers"], "answer"), f"on {active}"),
        _tokens(totals),
        (
            cost,
            "on an API" if usd is None else f"on an API, {basis(usd, totals['usd_reported'])}",
            "; ".join(filter(None, told)),
        ),
    ]


def _tokens(totals: dict[str, Any]) -> tuple[str, str, str]:
    """What was billed where an API reports it, else what was written."""
    sent, answered = (totals[name] or 0 for name in ("billed_in", "billed_out"))
    if (sent, answered) == (totals["tokens_in"] or 0, totals["tokens_out"] or 0):
        return short(answered), "tokens in answers", f"{short(sent)} in your messages"
    return short(answered), "tokens out, as billed", f"{short(sent)} in, the prompt cache's included"


def _counted(number: int | None, one: str) -> tuple[str, str]:
    """A number, and what of."""
    amount, _, what = count(number or 0, one).partition(" ")
    return amount, what


ROUTES: list[BaseRoute] = [Route("/", overview)]
