"""Costs: what all of it would have cost on an API, and whether the plans were worth it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from etl.reporting.formats.humanize import count, dollars, vendor
from etl.reporting.reports.run import run
from etl.state import plans
from etl.state.overrides import own, shipped
from etl.warehouse.lake_file import lake_of
from etl.web.data.database import Desk, cached
from etl.web.errors import Refused, attempt
from etl.web.pages.charts import PHONE, Figure, figure
from etl.web.rendering import Grid, grid, page
from etl.web.services import desk, services

_BLANK = {"plan": "openai plus", "since": "", "until": "", "price": "", "seats": "1"}
"""The form for a plan, before anything is typed."""
MEANINGS = {
    "all of it": "The figure: reported tokens at their exact price, others at the likeliest; from least to most.",
    "reported by the API": "The part whose tokens a log holds as the API reported them: exact.",
    "no report followed": "Answers that broke off, in logs that report the others: counted from their text.",
    "counted, no cache": "Every request with all that stood before it, at the list price of its day.",
    "same, with cache": "The same, where repeated beginnings come from the prompt cache: at best, usually, at worst.",
    "each text once": "As if every message had been paid for only once: the least that can be argued.",
    "shown branch only": "Without answers that were regenerated or edited away.",
    "pictures in prompts": "What pictures add, from low to high detail.",
    "reasoning shown": "The thoughts that the export holds; hidden ones would add to it.",
    "web searches": "Searches of the web, at what an API asks for each; in no other line.",
    "pictures generated": "Pictures that were made, from the cheapest quality to the dearest; in no other line.",
    "an older tool says": "Characters divided by 4, each text once, at one model's price: for comparing old figures.",
    "not priced": "Requests of models that no API sells; in no sum above.",
    "backdated": "Requests of days before the model's first price, taken at that price.",
    "uncertain model": "Requests whose model is not sold by that name: the nearest one's price is taken.",
    "truncated": "Requests with more before them than the model could read; what fits is counted.",
    "encoding proven": "Requests whose way to cut text into tokens the export itself shows; others follow the model.",
}
"""What the lines of the cost report mean."""


def costs(request: Request) -> Response:
    """Scenarios, the chart, verdicts, plans, and what has no price."""
    return _page(request)


def _page(request: Request, typed: Mapping[str, str] | None = None, wrong: Refused | None = None) -> Response:
    """The page; with what was typed into the form for a plan, and what is wrong with it."""
    place = desk(request)
    if not place.exists:
        return RedirectResponse("/", 303)
    version = place.version
    figures, verdicts, chart = cached(place, ("costs",), lambda: _read(place))
    paid = own(place.path)[plans.TABLE]
    known = sorted({f"{one['vendor']} {one['plan']}" for one in shipped("plans")})
    return page(
        request,
        "costs.html",
        version=version,
        costs=figures[0],
        subscription=figures[1],
        unpriced=figures[2],
        meanings=MEANINGS,
        chart=chart,
        verdicts=verdicts,
        periods=[{"period": one["period"], "told": plans.told(one), "usd": one["usd_month"]} for one in paid],
        known=known,
        is_lake=lake_of(place.path) is not None,
        typed=typed or _BLANK,
        wrong=wrong,
        status=wrong.status_code if wrong else 200,
    )


async def added(request: Request) -> Response:
    """Keep a period in which a plan was paid; views follow at once, those of a lake with its next load."""
    form = await request.form(max_files=0, max_fields=10)
    texts = {name: str(form.get(name) or "").strip() for name in ("plan", "since", "until", "price", "seats")}
    vendor, _, plan = texts["plan"].partition(" ")
    payment = plans.Payment(
        vendor, plan, texts["since"], texts["until"] or None, texts["price"] or None, texts["seats"] or "1"
    )
    try:
        if not texts["since"]:
            raise Refused(400, "Give the first month or day of the plan, like 2024-03.", "since")
        return await _changed(request, lambda: plans.subscribe(services(request).settings.database, payment))
    except Refused as error:
        return await run_in_threadpool(_page, request, texts, error)


async def removed(request: Request) -> Response:
    """Drop a period."""
    form = await request.form(max_files=0, max_fields=10)
    text = str(form.get("period") or "")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Refused(400, "period is a number.", "period")
    return await _changed(request, lambda: plans.unsubscribe(services(request).settings.database, int(text)))


def sentences(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """What came of each vendor's plans, and of which none is known; ``rows`` are of queries/web/verdicts.sql."""
    unstated = [_vendor(row) for row in rows if not row["planned"] and row["vendor"]]
    told = [_sentence(row) for row in rows if row["planned"]]
    if unstated:
        told.append(f"{listed(unstated)}: no plan is stated, so nothing can be said of its worth. State it below.")
    return told


def listed(names: Sequence[str]) -> str:
    """a, b and c."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _read(place: Desk) -> tuple[list[Grid], list[str], Figure]:
    """Tables, verdicts and the chart, over one opening of the file."""
    with place.connection():
        tables = [grid(run(place.path, name)) for name in ("costs", "subscription", "unpriced")]
        return tables, sentences(place.ask("verdicts")), figure(place, "costs", widths=(None, PHONE))


async def _changed(request: Request, change: Callable[[], object]) -> Response:
    """Make a change and the database that has it. Raises Refused with the reason where it cannot be made."""
    await attempt(change)
    database = services(request).settings.database
    if lake_of(database) is None:
        # All that builds databases is imported where it is needed, and not when the app starts.
        from etl.warehouse.build.renew import renew

        await run_in_threadpool(renew, database)
    return RedirectResponse("/costs#plans", 303)


def _vendor(row: Mapping[str, Any]) -> str:
    return vendor(row["vendor"]) if row["vendor"] else "Unknown vendor"


def _sentence(row: Mapping[str, Any]) -> str:
    said = f"{_vendor(row)}: the plan was worth it in {row['worth']:,} of {count(row['planned'], 'month')}"
    if row["usd_fee"] is not None and row["usd_planned"] is not None:
        said += f"; {dollars(row['usd_fee'])} was paid for what an API would have sold at {dollars(row['usd_planned'])}"
    if row["unused"]:
        said += f"; {count(row['unused'], 'month was', 'months were')} paid and not used"
    return f"{said}."


ROUTES: list[BaseRoute] = [
    Route("/costs", costs),
    Route("/costs/plans", added, methods=["POST"]),
    Route("/costs/plans/remove", removed, methods=["POST"]),
]
