"""Costs: what all of it would have cost on an API, and whether the plans were worth it."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from etl.errors import SettingError
from etl.reporting.reports.run import run
from etl.state import plans
from etl.state.overrides import own
from etl.state.reference import shipped
from etl.warehouse.build.renew import renew
from etl.web.data.cache import kept
from etl.web.data.database import Desk
from etl.web.errors import Refused
from etl.web.pages.charts import Figure, figure
from etl.web.pages.cost_texts import MEANINGS, sentences
from etl.web.pages.tables import Grid, grid
from etl.web.rendering import page
from etl.web.services import desk, services


def costs(request: Request) -> Response:
    """Scenarios, the chart, verdicts, plans, and what has no price."""
    place = desk(request)
    if not place.exists:
        return RedirectResponse("/", 303)
    figures, verdicts, chart = kept(place, ("costs",), lambda: _read(place))
    paid = own(place.path)[plans.TABLE]
    known = sorted({f"{one['vendor']} {one['plan']}" for one in shipped("plans")})
    return page(
        request,
        "costs.html",
        costs=figures[0],
        subscription=figures[1],
        unpriced=figures[2],
        meanings=MEANINGS,
        chart=chart,
        verdicts=verdicts,
        periods=[{"period": one["period"], "told": plans.told(one), "usd": one["usd_month"]} for one in paid],
        known=known,
    )


def _read(place: Desk) -> tuple[list[Grid], list[str], Figure]:
    """Tables, verdicts and the chart, over one opening of the file."""
    with place.connection():
        tables = [grid(run(place.path, name)) for name in ("costs", "subscription", "unpriced")]
        return tables, sentences(place.ask("verdicts")), figure(place, "costs")


async def added(request: Request) -> Response:
    """Keep a period in which a plan was paid; views follow at once."""
    form = await request.form(max_files=0, max_fields=10)
    texts = {name: str(form.get(name) or "").strip() for name in ("plan", "since", "until", "price", "seats")}
    vendor, _, plan = texts["plan"].partition(" ")
    if not texts["since"]:
        raise Refused(400, "Give the first month or day of the plan, like 2024-03.", "since")
    payment = plans.Payment(
        vendor, plan, texts["since"], texts["until"] or None, texts["price"] or None, texts["seats"] or "1"
    )
    return await _changed(request, lambda: plans.subscribe(services(request).settings.database, payment))


async def removed(request: Request) -> Response:
    """Drop a period."""
    form = await request.form(max_files=0, max_fields=10)
    text = str(form.get("period") or "")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Refused(400, "period is a number.", "period")
    return await _changed(request, lambda: plans.unsubscribe(services(request).settings.database, int(text)))


async def _changed(request: Request, change: Callable[[], object]) -> Response:
    """Make a change and the database that has it. Raises Refused with the reason where it cannot be made."""
    try:
        await run_in_threadpool(change)
    except SettingError as error:
        raise Refused(400, str(error)) from error
    await run_in_threadpool(renew, services(request).settings.database)
    return RedirectResponse("/costs#plans", 303)


ROUTES: list[BaseRoute] = [
    Route("/costs", costs),
    Route("/costs/plans", added, methods=["POST"]),
    Route("/costs/plans/remove", removed, methods=["POST"]),
]
