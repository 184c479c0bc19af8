"""Categories by a model: what would leave this machine, word for word, and its price; a yes; how far it is."""

from collections.abc import Mapping
from decimal import Decimal
from hmac import compare_digest
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from etl.categorize.ai.address import ApiKey, address
from etl.categorize.ai.runner import Outcome
from etl.categorize.ai.settings import configured
from etl.errors import EtlError, SettingError
from etl.web import ai_categories
from etl.web.errors import Refused
from etl.web.rendering import page
from etl.web.services import Services, services

_HERE = "/conversations/model"
_SHOWN = 25


def model(request: Request) -> Response:
    """The form; with ``show`` in the address also the plan of what it says."""
    ours = services(request)
    if not ours.desk.exists:
        return RedirectResponse("/", 303)
    return _page(request, ours, _stated(request.query_params), is_shown="show" in request.query_params)


def texts(request: Request) -> Response:
    """All that would be sent, letter for letter, a message a line."""
    ours = services(request)
    planned = ai_categories.plan(ours, ai_categories.setup(ours, _stated(request.query_params)))
    return PlainTextResponse("\n".join(planned.messages))


async def agreed(request: Request) -> Response:
    """Send what was shown, and nothing else: the plan is made anew, and must be the one that was agreed to."""
    form = await request.form(max_files=0, max_fields=20)
    stated = {name: str(value).strip() for name, value in form.items()}
    try:
        name = await run_in_threadpool(_started, services(request), stated)
    except (SettingError, Refused) as error:
        ours, sentence = services(request), error.detail if isinstance(error, Refused) else str(error)
        return await run_in_threadpool(_page, request, ours, _stated(stated), is_shown=True, error=sentence)
    return RedirectResponse(f"{_HERE}/{name}", 303)


def progress(request: Request) -> Response:
    """How far the asking is, and at its end what became of it."""
    job = services(request).jobs.find(request.path_params["job"])
    outcome = job.result if isinstance(job.result, dict) else None
    paid = Decimal(outcome["usd"]) if outcome and outcome["usd"] else None
    return page(request, "asking.html", job=job, percent=job.told()["percent"], outcome=outcome, paid=paid)


def stopped(request: Request) -> Response:
    """Stop asking; what was answered is kept."""
    job = services(request).jobs.find(request.path_params["job"])
    job.stop.set()
    return RedirectResponse(f"{_HERE}/{job.id}", 303)


def _page(
    request: Request, ours: Services, stated: Mapping[str, str], *, is_shown: bool, error: str | None = None
) -> Response:
    place = configured(ours.settings.database, {"model": stated.get("model")})
    planned = None
    if is_shown:
        try:
            planned = ai_categories.plan(ours, ai_categories.setup(ours, stated))
        except (SettingError, Refused) as refusal:
            error = refusal.detail if isinstance(refusal, Refused) else str(refusal)
    return page(
        request,
        "model.html",
        400 if error else 200,
        stated=dict.fromkeys(ai_categories.FIELDS, "") | dict(stated) | {"model": place["model"]},
        place=address(place["base_url"]),
        plan=planned,
        seal=ai_categories.seal(planned) if planned else None,
        shown=planned.asked[:_SHOWN] if planned else (),
        error=error,
    )


def _stated(said: Mapping[str, str]) -> dict[str, str]:
    """The fields that tell what is asked for; those left empty stay as they are set up."""
    return {name: said[name].strip() for name in ai_categories.FIELDS if said.get(name, "").strip()}


def _started(ours: Services, said: Mapping[str, str]) -> str:
    """The id of a job that asks. Raises Refused or SettingError with the reason where nothing may be sent."""
    wanted = ai_categories.setup(ours, _stated(said))
    planned = ai_categories.plan(ours, wanted)
    if not planned.asked and not planned.known:
        raise Refused(400, "There is nothing to ask.")
    if not compare_digest(said.get("seal", "").encode(), ai_categories.seal(planned).encode()):
        raise Refused(400, "What would be sent has changed since it was shown; look at it again.", "seal")
    text = said.get("key", "")
    if planned.asked and not text and not wanted.place.is_here:
        raise Refused(400, f"{wanted.place.origin} needs a key; paste yours.", "key")
    key = ApiKey(text, wanted.place) if text else None
    return ours.jobs.start("model", lambda job: _told(ai_categories.carry_out(job, planned, key))).id


def _told(outcome: Outcome) -> dict[str, Any]:
    """What became of it, as JSON can say it."""
    if outcome.stopped and not outcome.labelled:
        raise EtlError(outcome.stopped)
    names = ("labelled", "known", "left", "requests", "input", "output", "stopped")
    told = {name: getattr(outcome, name) for name in names}
    return told | {"unanswered": len(outcome.unanswered), "usd": None if outcome.usd is None else str(outcome.usd)}


ROUTES: list[BaseRoute] = [
    Route(_HERE, model),
    Route(_HERE, agreed, methods=["POST"]),
    Route(f"{_HERE}/texts", texts),
    Route(f"{_HERE}/{{job}}", progress),
    Route(f"{_HERE}/{{job}}/stop", stopped, methods=["POST"]),
]
