"""Welcome: no database yet; and the uploads of browsers without a script."""

import asyncio

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from etl import assets
from etl.web.api.loads import begun, begun_sample
from etl.web.errors import Refused
from etl.web.jobs.background import Job
from etl.web.rendering import page
from etl.web.services import services

_PAUSE = 0.1


def welcome(request: Request) -> Response:
    """Where to drop exports, and how to get them."""
    return page(request, "welcome.html", has_sample=assets.sample().exists(), watch=_watch(request))


async def uploaded(request: Request) -> Response:
    """Load the files of a form, and show what came in when that is done."""
    return await _done(await begun(request, "Choose one or more files."))


async def sampled(request: Request) -> Response:
    """Load the sample, and show it."""
    return await _done(begun_sample(services(request)))


def _watch(request: Request) -> dict[str, object] | None:
    """How the first load of watched folders is; None where none is awaited."""
    ours = services(request)
    return None if ours.desk.exists else ours.watching.told()


async def _done(job: Job) -> Response:
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
