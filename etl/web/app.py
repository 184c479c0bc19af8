"""The web app: what is found where. The guard stands before all of it."""

import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import cache

import duckdb
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from etl import assets
from etl.errors import EtlError
from etl.web import api, pages
from etl.web.data.database import Desk
from etl.web.data.filters import filtered
from etl.web.errors import HANDLERS
from etl.web.pages import conversations, overview
from etl.web.security.guard import Guard
from etl.web.services import Services
from etl.web.settings import Settings

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


def create_app(settings: Settings, clock: Callable[[], float] = time.monotonic) -> ASGIApp:
    """The app behind its guard, as uvicorn takes it; ``clock`` counts seconds for rates and keys."""
    services = Services(settings, clock)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        services.begin()
        threading.Thread(target=warm, args=(services.desk,), name="warm", daemon=True).start()
        try:
            yield
        finally:
            services.end()

    routes = [Route("/static/{name}", static), Mount("/api", routes=api.ROUTES), *pages.ROUTES]
    app = Starlette(routes=routes, exception_handlers=HANDLERS, lifespan=lifespan)
    app.router.redirect_slashes = False
    app.state.services, app.state.settings = services, settings
    return Guard(app, settings, clock)


async def static(request: Request) -> Response:
    """A file of etl/web/static, found by its exact name, so that no path leads anywhere else."""
    found = files().get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return Response(found[0], media_type=found[1])


@cache
def files() -> dict[str, tuple[bytes, str]]:
    """Every file that is served as it is, by name, with its media type."""
    paths = sorted(path for path in assets.web("static").iterdir() if path.suffix in _TYPES)
    return {path.name: (path.read_bytes(), _TYPES[path.suffix]) for path in paths}


def warm(place: Desk) -> None:
    """Read what the first pages show, so that nobody waits for it. What cannot be read is told by the page itself."""
    with suppress(EtlError, duckdb.Error, OSError):
        if place.exists:
            overview.read(place)
            conversations.choices(place)
            filtered(place, {})
