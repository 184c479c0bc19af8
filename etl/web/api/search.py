"""/api/search: the chats that answer a question of the grammar of etl search."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from etl.search.find import find
from etl.search.hits import Hit
from etl.web.data.searching import asked
from etl.web.services import desk

_MOST = 50


def search(request: Request) -> Response:
    """The best chats, each with its best message; ``marks`` are where words were found, in characters of Unicode.

    ``instead``: the words that were searched, as those of ``q`` occur nowhere.
    """
    text, place = request.query_params.get("q", "").strip(), desk(request)
    asked(text)
    with place.connection() as connection:
        answer = find(connection, place.path, text, _MOST)
    told: dict[str, Any] = {"conversations": answer.chats, "messages": answer.messages, "at_least": answer.is_more}
    told |= {"instead": answer.instead, "is_indexed": answer.is_indexed}
    return JSONResponse(told | {"results": [_result(hit) for hit in answer.hits]})


def _result(hit: Hit) -> dict[str, Any]:
    return {
        "provider": hit.provider,
        "account_id": hit.account_id,
        "conversation_id": hit.conversation_id,
        "title": hit.title.text or None,
        "title_marks": hit.title.marks,
        "url": hit.url,
        "created_at": hit.created_at and hit.created_at.isoformat(),
        "day": hit.day and hit.day.isoformat(),
        "model": hit.model,
        "is_in_title": bool(hit.title.marks),
        "matches": hit.matches,
        "node_id": hit.node_id,
        "role": hit.role,
        "snippet": hit.passage.text or None,
        "snippet_marks": hit.passage.marks,
    }


ROUTES: list[BaseRoute] = [Route("/search", search)]
