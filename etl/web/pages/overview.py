"""Overview: the numbers of all chats, and the charts; without a database, the welcome."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from etl import assets
from etl.reporting.formats.humanize import basis, count, dollars, short
from etl.reporting.reports.reading import shared
from etl.web.data.database import Desk, cached, one_of, rows
from etl.web.pages.charts import Figure, figure, year_of
from etl.web.pages.welcome import welcome
from etl.web.rendering import page
from etl.web.services import desk

_METRICS = {"messages": "Messages", "user_messages": "Mine", "tokens": "Tokens", "cost": "Dollars"}
"""What the calendars count, in a word each."""
_SHOWN = 2
"""Years that the calendar shows before one asks for more."""


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What the page shows: ``first`` at once, ``more`` below a fold."""

    totals: dict[str, Any]
    years: list[int]
    first: list[Figure]
    more: list[Figure]


class Choice(NamedTuple):
    """What one can choose: its word, its address, and whether it is chosen."""

    label: str
    address: str
    is_current: bool


def overview(request: Request) -> Response:
    """Tiles and charts; ``year`` narrows all of them, ``metric`` is what the calendars count."""
    place = desk(request)
    if not place.exists:
        return welcome(request)
    version = place.version
    year, metric = year_of(request), request.query_params.get("metric") or next(iter(_METRICS))
    one_of("metric", metric, _METRICS)
    found = read(place, year, metric)
    told: dict[str, Any] = {"tiles": _tiles(found.totals), "about": found.totals, "year": year}
    told["years"] = [
        Choice(str(one or "All years"), _address(one, metric), one == year) for one in (None, *found.years)
    ]
    told["metrics"] = [Choice(word, _address(year, one), one == metric) for one, word in _METRICS.items()]
    return page(request, "overview.html", version=version, found=found, **told)


def read(place: Desk, year: int | None = None, metric: str = "messages") -> Dashboard:
    """The charts, the totals and the years there are, read once for each database. One vendor is not compared."""
    return cached(place, ("overview", year, metric), lambda: _read(place, year, metric))


def _read(place: Desk, year: int | None, metric: str) -> Dashboard:
    span = {"since": date(year, 1, 1), "until": date(year, 12, 31)} if year else {"since": None, "until": None}
    with place.connection(), shared(place.path) as found:

        def asked(name: str, parameters: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
            return rows(found.connection, assets.web_queries()[name], parameters)

        years = [int(row["year"]) for row in cached(place, ("years",), lambda: asked("years"))]
        (totals,) = cached(place, ("totals", year), lambda: asked("totals", span))
        first, more = (
            [figure(place, found=found, **one) for one in part if totals["vendors"] > 1 or one["name"] != "compare"]
            for part in _charts(years, year, metric)
        )
        return Dashboard(totals, years, first, more)


def _charts(years: list[int], year: int | None, metric: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What is asked of figure() for each chart: those that are shown at once, and those below the fold."""
    counted, narrowed = {"metric": metric}, {"year": year}
    shown: dict[str, Any] = {"name": "calendar", **counted, **narrowed}
    more: list[dict[str, Any]] = [{"name": "compare", **counted, **narrowed}, {"name": "wrapped", **narrowed}]
    if year is None and len(years) > _SHOWN:
        newest = date(years[_SHOWN - 1], 1, 1)
        shown |= {"since": newest}
        more.insert(0, {"name": "calendar", **counted, "until": newest - timedelta(days=1)})
    others = ("costs", "models", "punchcard", "length")
    return [shown, *({"name": name, **narrowed} for name in others)], more


def _address(year: int | None, metric: str) -> str:
    """Of the page, so narrowed; what is so by itself is not said."""
    wanted = {"year": year, "metric": None if metric == next(iter(_METRICS)) else metric}
    query = urlencode({key: value for key, value in wanted.items() if value is not None})
    return f"/?{query}" if query else "/"


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
