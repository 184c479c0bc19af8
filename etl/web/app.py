"""The web app: what is found where. The guard stands before all of it."""

import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from etl.web import api, pages
from etl.web.errors import HANDLERS
from etl.web.security.guard import Guard
from etl.web.services import Services
from etl.web.settings import Settings
from etl.web.static import static

__all__ = ["Settings", "create_app"]


def create_app(settings: Settings, clock: Callable[[], float] = time.monotonic) -> ASGIApp:
    """The app behind its guard, as uvicorn takes it; ``clock`` counts seconds for rates and keys."""
    services = Services(settings, clock)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        services.begin()
        threading.Thread(target=pages.warm, args=(services.desk,), name="warm", daemon=True).start()
        try:
            yield
        finally:
            services.end()

    routes = [Route("/static/{name}", static), Mount("/api", routes=api.ROUTES), *pages.ROUTES]
    app = Starlette(routes=routes, exception_handlers=HANDLERS, lifespan=lifespan)
    app.router.redirect_slashes = False
    app.state.services, app.state.settings = services, settings
    return Guard(app, settings, clock)
