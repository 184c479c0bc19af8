"""/api/sql: one read-only statement, in a process that may be killed."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from etl.web.body import fields
from etl.web.services import services


async def sql(request: Request) -> Response:
    """The columns, their types and at most 1,000 rows; ``is_cut`` where there is more."""
    asked = await fields(request, sql=str)
    return JSONResponse(await services(request).questions.ask(asked["sql"]))


ROUTES: list[BaseRoute] = [Route("/sql", sql, methods=["POST"])]
