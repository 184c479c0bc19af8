"""Welcome: no database yet; and the uploads of browsers without a script."""

import asyncio
import shutil
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from etl import assets
from etl.web.api.loads import upload
from etl.web.failures import Refused
from etl.web.jobs import Job
from etl.web.rendering import page
from etl.web.services import Services, services

_PAUSE = 0.1


def welcome(request: Request) -> Response:
    """Where to drop exports, and how to get them."""
    return page(request, "welcome.html", has_sample=assets.sample().exists())


async def uploaded(request: Request) -> Response:
    """Load the files of a form, and show what came in when that is done."""
    ours = services(request)
    folder, received = await upload(request, ours)
    if not received.files:
        shutil.rmtree(folder, ignore_errors=True)
        raise Refused(400, "Choose one or more files.", "file")
    return await _done(ours, lambda job: ours.loading.load(job, received.files, folder))


async def sampled(request: Request) -> Response:
    """Load the sample, and show it."""
    ours = services(request)
    return await _done(ours, lambda job: ours.loading.load(job, [assets.sample()]))


async def _done(ours: Services, work: Callable[[Job], object]) -> Response:
    job = ours.jobs.start("load", work)
    while not job.is_over:
        await asyncio.sleep(_PAUSE)
    if job.state != "done":
        raise Refused(400, job.message)
    return RedirectResponse("/", 303)


ROUTES: list[BaseRoute] = [
    Route("/welcome", welcome),
    Route("/upload", uploaded, methods=["POST"]),
    Route("/sample", sampled, methods=["POST"]),
]
