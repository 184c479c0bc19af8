"""One conversation: its messages on a branch, what it took, and where it is filed."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from etl import assets, categorize
from etl.web.chosen import zone
from etl.web.database import rows
from etl.web.markdown import LONGEST
from etl.web.pages.branches import Step, way
from etl.web.pages.grouping import token
from etl.web.pages.told import said
from etl.web.rendering import page
from etl.web.services import desk

_AT_ONCE = 300
"""Messages on a page of a long conversation."""


def conversation(request: Request) -> Response:
    """The messages of the shown path, or of the branch that goes through the node ``through``."""
    asked, place = request.query_params, desk(request)
    key = {name: asked.get(name, "") for name in ("provider", "account_id", "conversation_id")}
    if not place.exists:
        raise HTTPException(404)
    queries = assets.web_queries()
    with place.connection() as connection:
        found = rows(connection, queries["conversation"], key)
        if not found:
            raise HTTPException(404)
        nodes = rows(connection, queries["nodes"], key)
        steps = _visible(way(nodes, asked.get("through")), nodes)
        number = _number(asked.get("page", "1"), len(steps))
        shown = steps[(number - 1) * _AT_ONCE : number * _AT_ONCE]
        bound = key | {"nodes": [step.node for step in shown], "longest": LONGEST + 1}
        texts = {row["node_id"]: row for row in rows(connection, queries["texts"], bound)}
    here, name = zone(place), (key["provider"], key["account_id"], key["conversation_id"])
    return page(
        request,
        "conversation.html",
        about=found[0],
        messages=[said(texts[step.node], step, here) for step in shown if step.node in texts],
        token=token(key),
        key=key,
        label=categorize.labels(place.path).get(name),
        is_done=name in categorize.marks(place.path),
        names=[one.name for one in categorize.categories(place.path)],
        number=number,
        pages=max(1, -(-len(steps) // _AT_ONCE)),
        through=asked.get("through"),
        forms={"md": "Markdown", "jsonl": "JSONL"},
    )


def _visible(steps: list[Step], nodes: list[dict[str, Any]]) -> list[Step]:
    """Without what stands behind the talk: hidden messages, instructions, empty ones."""
    behind = {node["node_id"] for node in nodes if node["is_behind"]}
    return [step for step in steps if step.node not in behind]


def _number(text: str, count: int) -> int:
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return min(max(1, wanted), max(1, -(-count // _AT_ONCE)))


ROUTES: list[BaseRoute] = [Route("/conversations/one", conversation)]
