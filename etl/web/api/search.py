"""/api/search: titles and messages that hold a text."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from etl import assets
from etl.web.data.database import Desk, like, rows
from etl.web.data.filters import key
from etl.web.data.snippets import snippets
from etl.web.errors import Refused
from etl.web.services import desk

_LONGEST, _MOST = 200, 50


def search(request: Request) -> Response:
    """The newest conversations whose title or messages hold ``q``, as it stands, in any case, with a first passage."""
    text = request.query_params.get("q", "").strip()
    if not text or len(text) > _LONGEST:
        raise Refused(400, f"q is a text of 1 to {_LONGEST} characters.", "q")
    found = _found(desk(request), text)
    return JSONResponse({"conversations": len(found), "results": found[:_MOST]})


def _found(place: Desk, text: str) -> list[dict[str, Any]]:
    with place.connection() as connection:
        found = rows(connection, assets.web_queries()["hits"], {"text": like(text)})
        passages = snippets(connection, [row for row in found[:_MOST] if row["node_id"]], text)
    for row in found[:_MOST]:
        del row["revision"]
        told = passages.get(key(row), {})
        row["snippet"], row["role"] = told.get("snippet"), told.get("role")
        row["created_at"] = row["created_at"] and row["created_at"].isoformat()
    return found


ROUTES: list[BaseRoute] = [Route("/search", search)]
