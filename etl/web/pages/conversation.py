"""One conversation: its messages on a branch, what it took, and where it is filed."""

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from etl import assets
from etl.categorize.categories import categories
from etl.categorize.labels import labels, marks
from etl.export.branches import Step, way
from etl.web.data.database import Desk, rows
from etl.web.data.filters import zone
from etl.web.pages.grouping import token
from etl.web.pages.message import citations, said
from etl.web.rendering import page
from etl.web.services import desk
from etl.web.texts.code import Ink
from etl.web.texts.markdown import LONGEST

_AT_ONCE = 300
"""Messages on a page of a long conversation."""


def conversation(request: Request) -> Response:
    """The messages of the shown path, or of the branch through the node ``through``; ``at`` is a node to go to."""
    asked, place = request.query_params, desk(request)
    key = {name: asked.get(name, "") for name in ("provider", "account_id", "conversation_id")}
    if not place.exists:
        raise HTTPException(404)
    name = (key["provider"], key["account_id"], key["conversation_id"])
    return page(
        request,
        "conversation.html",
        **_read(place, key, asked),
        token=token(key),
        key=key,
        label=labels(place.path).get(name),
        is_done=name in marks(place.path),
        names=[one.name for one in categories(place.path)],
        forms={"md": "Markdown", "jsonl": "JSONL"},
    )


def _read(place: Desk, key: Mapping[str, str], asked: Mapping[str, str]) -> dict[str, Any]:
    """What is known of the conversation, and a page of the messages on the way that is asked for."""
    queries, at = assets.web_queries(), asked.get("at")
    with place.connection() as connection:
        found = rows(connection, queries["conversation"], key)
        if not found:
            raise HTTPException(404)
        nodes = rows(connection, queries["nodes"], key)
        shown = _visible(way(nodes), nodes)
        steps = _visible(way(nodes, asked.get("through") or at), nodes)
        number = _number(asked.get("page", ""), at, steps)
        here = steps[(number - 1) * _AT_ONCE : number * _AT_ONCE]
        bound = {**key, "nodes": [step.node for step in here]}
        texts = {row["node_id"]: row for row in rows(connection, queries["texts"], bound | {"longest": LONGEST + 1})}
        cited = citations(rows(connection, queries["citations"], bound))
    local, ink = zone(place), Ink()
    told = [said(texts[step.node], step, local, ink, cited.get(step.node, [])) for step in here if step.node in texts]
    through = (asked.get("through") or at) if steps != shown else None
    pages = max(1, -(-len(steps) // _AT_ONCE))
    return {"about": found[0], "messages": told, "number": number, "pages": pages, "through": through, "at": at}


def _visible(steps: list[Step], nodes: list[dict[str, Any]]) -> list[Step]:
    """Without what stands behind the talk: hidden messages, instructions, empty ones."""
    behind = {node["node_id"] for node in nodes if node["is_behind"]}
    return [step for step in steps if step.node not in behind]


def _number(text: str, at: str | None, steps: list[Step]) -> int:
    """The page that is asked for, else the one with the node to go to."""
    places = (place for place, step in enumerate(steps) if step.node == at)
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else next(places, 0) // _AT_ONCE + 1
    return min(max(1, wanted), max(1, -(-len(steps) // _AT_ONCE)))


ROUTES: list[BaseRoute] = [Route("/conversations/one", conversation)]
