"""/api/version: which database is shown, and how the watch is; cheap, for pages that renew themselves."""

from hashlib import blake2b

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from etl.web.services import services


def version(request: Request) -> Response:
    """The version of the database, null where there is none. 304 to who names the ETag of what it has already."""
    ours = services(request)
    answer = JSONResponse({"version": ours.desk.version, "watch": ours.watching.told()})
    tag = f'"{blake2b(bytes(answer.body), digest_size=12).hexdigest()}"'
    stated = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    if tag in stated:
        return Response(status_code=304, headers={"etag": tag})
    answer.headers["etag"] = tag
    return answer


ROUTES: list[BaseRoute] = [Route("/version", version)]
