"""/api/sql: one read-only statement, in a process that may be killed."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from etl.web.body import fields
from etl.web.services import services
from etl.web.sql import runner


async def sql(request: Request) -> Response:
    """The columns, their types and at most 1,000 rows; ``is_cut`` where there is more."""
    asked = await fields(request, sql=str)
    settings = services(request).settings
    return JSONResponse(await run_in_threadpool(runner.run, settings.database, asked["sql"], settings.sql_seconds))


ROUTES: list[BaseRoute] = [Route("/sql", sql, methods=["POST"])]
