"""A picture of a chat, as a file of its own."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from etl import assets
from etl.web.data.database import rows
from etl.web.data.pictures import picture, places
from etl.web.services import desk

PATH = "/conversations/picture"


def shown(request: Request) -> Response:
    """The picture that is number ``ordinal`` of a message, out of the export it came in."""
    asked, place = request.query_params, desk(request)
    key = {name: asked.get(name, "") for name in ("provider", "account_id", "conversation_id")}
    if not place.exists:
        raise HTTPException(404)
    with place.connection() as connection:
        bound = {**key, "nodes": [asked.get("node", "")]}
        found = rows(connection, assets.web_queries()["attachments"], bound)
    wanted = [row for row in found if str(row["ordinal"]) == asked.get("ordinal", "")]
    member = next(iter(places(place, wanted).values()), None)
    told = picture(member) if member else None
    if told is None:
        raise HTTPException(404)
    return Response(told[0], media_type=told[1], headers={"content-disposition": "inline"})


ROUTES: list[BaseRoute] = [Route(PATH, shown)]
