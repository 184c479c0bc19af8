"""/api/categorize and /api/plan: file conversations under categories, here or by a model, or group them by time."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from etl import categorize
from etl.categorize import ai
from etl.errors import SettingError
from etl.web.api.keys import held
from etl.web.api.loads import upload
from etl.web.body import fields
from etl.web.chosen import chosen
from etl.web.failures import Refused
from etl.web.jobs import CancelledError, Job
from etl.web.organised import MODES, organised
from etl.web.services import Services, services

_RANGES = {"batch_size": (5, 100, 25), "max_concurrency": (1, 8, 4)}
_ANY = str | int | float | bool | None
_FIELDS = {"organize_mode", "model", "max_usd", "titles_only", *_RANGES}


@dataclass(frozen=True, slots=True)
class Order:
    """What a categorisation is to do; a key makes a model do it."""

    mode: str
    setup: ai.Setup | None
    key: ai.ApiKey | None
    files: tuple[Path, ...] = ()
    folder: Path | None = None


async def start(request: Request) -> Response:
    """A job that organises the loaded conversations, or those of a file that is loaded first."""
    ours = services(request)
    folder, files, stated = None, [], {}
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        folder, received = await upload(request, ours)
        files, stated = received.files, received.fields
    elif request.headers.get("content-length", "0") != "0":
        asked = await fields(request, **dict.fromkeys(_FIELDS, _ANY))
        stated = {name: str(value) for name, value in asked.items() if value is not None}
    try:
        order = await run_in_threadpool(_order, request, ours, stated, files, folder)
    except BaseException:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    job = ours.jobs.start("categorize", lambda job: _done(job, ours, order))
    return JSONResponse({"job_id": job.id}, 202)


async def planned(request: Request) -> Response:
    """What a model would be sent, word for word, and what that costs; nothing leaves this machine for it."""
    ours = services(request)
    asked = await fields(request, **dict.fromkeys(_FIELDS - {"organize_mode"}, _ANY))
    stated = {name: str(value) for name, value in asked.items() if value is not None}
    return JSONResponse(await run_in_threadpool(_told, ours, stated))


def _told(ours: Services, stated: Mapping[str, str]) -> dict[str, Any]:
    setup = _setup(ours, stated)
    with ours.desk.permit() as database:
        plan = ai.plan(database, setup)
    return {
        "endpoint": setup.place.origin,
        "is_here": setup.place.is_here,
        "model": setup.model,
        "conversations": plan.chats,
        "known": len(plan.known),
        "requests": plan.requests,
        "input_tokens": plan.usage.input,
        "output_tokens": plan.usage.output,
        "usd": None if plan.usd is None else str(plan.usd),
        "texts": [{"title": text.title, "opening": text.opening} for text in plan.asked],
    }


def _order(
    request: Request, ours: Services, stated: Mapping[str, str], files: list[Path], folder: Path | None
) -> Order:
    unknown = set(stated) - _FIELDS
    if unknown:
        raise Refused(400, "A field is unknown here; leave it out.", "?")
    mode = stated.get("organize_mode", "category")
    if mode not in MODES:
        raise Refused(400, f"organize_mode is one of: {', '.join(MODES)}.", "organize_mode")
    setup = _setup(ours, stated)
    key = held(request, ours, setup.place) if mode == "category" else None
    return Order(mode, setup if key else None, key, tuple(files), folder)


def _setup(ours: Services, stated: Mapping[str, str]) -> ai.Setup:
    """The endpoint is the user's own setting; a request chooses the model and the sizes only."""
    database = ours.settings.database
    place = ai.configured(database, {"model": stated.get("model")})
    sizes = {name: _whole(name, stated.get(name), *bounds) for name, bounds in _RANGES.items()}
    names = tuple(one.name for one in categorize.categories(database))
    is_short = stated.get("titles_only", "").lower() in ("1", "true", "yes")
    try:
        most = Decimal(stated["max_usd"]) if stated.get("max_usd") else None
        setup = ai.Setup(names, **place, titles_only=is_short, max_usd=most)  # type: ignore[arg-type]
        return replace(setup, batch_size=sizes["batch_size"], max_concurrency=sizes["max_concurrency"])
    except InvalidOperation:
        raise Refused(400, "max_usd is an amount of US dollars, like 0.50.", "max_usd") from None
    except SettingError as error:
        field = str(error).split(" ", 1)[0]
        raise Refused(400, str(error), field if field in _FIELDS else None) from None


def _whole(name: str, text: str | None, least: int, most: int, usual: int) -> int:
    if text is None:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) < 5 and least <= int(text) <= most):
        raise Refused(400, f"{name} is a whole number from {least} to {most}.", name)
    return int(text)


def _done(job: Job, ours: Services, order: Order) -> dict[str, Any]:
    if order.files:
        ours.loading.load(job, order.files, order.folder)
    if order.mode == "category":
        job.done = job.total = 0
        _categorize(job, ours, order)
    rows = chosen(ours.desk, {})
    return organised([row for row in rows if row["is_newest"] or not order.files], order.mode)


def _categorize(job: Job, ours: Services, order: Order) -> None:
    if order.setup is None:
        with ours.desk.permit() as database:
            categorize.offline(database)
        return

    def told(progress: ai.Progress) -> None:
        job.done, job.total = progress.done, progress.total

    with ours.desk.permit() as database:
        plan = ai.plan(database, order.setup)
    outcome = ai.run(plan, order.key, told, job.stop.is_set)
    if job.stop.is_set():
        raise CancelledError
    job.message = outcome.stopped or ""


ROUTES: list[BaseRoute] = [Route("/categorize", start, methods=["POST"]), Route("/plan", planned, methods=["POST"])]
