"""/api/categorize and /api/plan: file conversations under categories, here or by a model, or group them by time."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from etl.categorize.ai.address import ApiKey
from etl.categorize.ai.settings import Setup
from etl.categorize.offline import offline
from etl.web import ai_categories
from etl.web.api.keys import held
from etl.web.api.loads import upload
from etl.web.body import fields
from etl.web.data.filters import filtered
from etl.web.data.organizer import MODES, organised
from etl.web.errors import Refused
from etl.web.jobs.background import Job
from etl.web.services import Services, services

_ANY = str | int | float | bool | None
_FIELDS = {"organize_mode", *ai_categories.FIELDS}


@dataclass(frozen=True, slots=True)
class Order:
    """What a categorisation is to do; a key makes a model do it."""

    mode: str
    setup: Setup | None
    key: ApiKey | None
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
    setup = ai_categories.setup(ours, stated)
    plan = ai_categories.plan(ours, setup)
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
    setup = ai_categories.setup(ours, stated)
    key = held(request, ours, setup.place) if mode == "category" else None
    return Order(mode, setup if key else None, key, tuple(files), folder)


def _done(job: Job, ours: Services, order: Order) -> dict[str, Any]:
    if order.files:
        ours.loading.load(job, order.files, order.folder)
    if order.mode == "category":
        job.done = job.total = 0
        _categorize(job, ours, order)
    rows = filtered(ours.desk, {})
    loaded = [row for row in rows if row["is_of_last_load"]] if order.files else rows
    # Of files with nothing new in them, all chats are the answer, as without files.
    return organised(loaded or rows, order.mode)


def _categorize(job: Job, ours: Services, order: Order) -> None:
    if order.setup is None:
        with ours.desk.permit() as database:
            offline(database)
        return
    ai_categories.carry_out(job, ai_categories.plan(ours, order.setup), order.key)


ROUTES: list[BaseRoute] = [Route("/categorize", start, methods=["POST"]), Route("/plan", planned, methods=["POST"])]
