"""One conversation: its turns on a branch, what it took, where it is filed, and the list that it was found in."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from etl.categorize.categories import categories
from etl.categorize.labels import labels, marks
from etl.web.data.chat import Chat, read
from etl.web.data.database import Desk
from etl.web.data.filters import zone
from etl.web.data.pictures import PICTURES, places
from etl.web.pages.attachments import cards
from etl.web.pages.grouping import token
from etl.web.pages.listing import beside
from etl.web.pages.message import citations
from etl.web.pages.pictures import PATH
from etl.web.pages.turns import Found, Teller, Turn
from etl.web.rendering import page
from etl.web.services import desk

_LONG = 3
"""Questions from which on a chat has an outline of them."""


def conversation(request: Request) -> Response:
    """A page of the shown path, or of the branch through the node ``through``; ``at`` is a node to go to.

    ``find`` are words to look for in the chat, ``list`` is the query of the list that it was opened from.
    """
    asked, place = request.query_params, desk(request)
    key = {name: asked.get(name, "") for name in ("provider", "account_id", "conversation_id")}
    if not place.exists:
        raise HTTPException(404)
    name = (key["provider"], key["account_id"], key["conversation_id"])
    chat = read(place, key, asked)
    return page(
        request,
        "conversation.html",
        chat=chat,
        about=chat.about,
        turns=_turns(place, chat, key),
        outline=chat.asked if len(chat.asked) >= _LONG else [],
        beside=beside(place, asked.get("list", ""), key),
        at=asked.get("at"),
        find=asked.get("find", "").strip(),
        to=_linker(key, {"through": chat.through or "", "list": asked.get("list", "")}),
        list=asked.get("list", ""),
        key_of=token,
        token=token(key),
        key=key,
        label=labels(place.path).get(name),
        is_done=name in marks(place.path),
        names=[one.name for one in categories(place.path)],
        forms={"md": "Markdown", "jsonl": "JSONL"},
    )


def _turns(place: Desk, chat: Chat, key: Mapping[str, str]) -> list[Turn]:
    there = places(place, chat.attachments)
    sources = {
        (
            row["node_id"],
            row["ordinal"],
        ): f"{PATH}?{urlencode({**key, 'node': row['node_id'], 'ordinal': row['ordinal']})}"
        for row in chat.attachments
        if row["file_id"] in there and row["kind"] in PICTURES
    }
    found = Found(chat.texts, chat.calls, citations(chat.citations), cards(chat.attachments, sources))
    return list(Teller(found, zone(place)).turns(chat.here, chat.behind))


def _linker(key: Mapping[str, str], kept: Mapping[str, str]) -> Any:
    """A function for the template: an address of this chat, some of what is asked changed, at a node of it."""

    def to(node: str | None = None, **changed: object) -> str:
        asked = {**key, **kept, **changed}
        query = urlencode({name: value for name, value in asked.items() if name in key or value not in (None, "")})
        return f"/conversations/one?{query}" + (f"#n-{quote(node, safe='')}" if node else "")

    return to


ROUTES: list[BaseRoute] = [Route("/conversations/one", conversation)]
