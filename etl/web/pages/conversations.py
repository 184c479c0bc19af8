"""Conversations: found, grouped, marked done, and filed under categories."""

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from etl.categorize.categories import categories
from etl.web.data.database import Desk, cached
from etl.web.data.filters import key
from etl.web.data.searching import passages
from etl.web.pages.grouping import GROUPINGS, grouped, hues, token
from etl.web.pages.listing import listing
from etl.web.rendering import page
from etl.web.services import desk

_FORMS = {"json": "JSON", "csv": "CSV", "md": "Markdown", "jsonl": "JSONL"}
_SORTS = {"newest": "Newest", "oldest": "Oldest", "title": "Title", "longest": "Longest"}


def conversations(request: Request) -> Response:
    """A page of what the filters leave, in groups."""
    place, asked = desk(request), request.query_params
    if not place.exists:
        return RedirectResponse("/", 303)
    listed = listing(place, asked)
    kept, by, done = listed.kept, listed.by, listed.done
    text = asked.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    found = grouped(listed.shown, by, number)
    names = [one.name for one in categories(place.path)]
    return page(
        request,
        "conversations.html",
        found=found,
        key_of=key,
        matching=listed.matching,
        passages=passages(place, listed.matching, [row["match"] for group in found.shown for row in group.rows])
        if listed.matching
        else {},
        token=token,
        by=by,
        done=done,
        counts=listed.counts,
        groupings=GROUPINGS,
        sorts=_SORTS,
        forms=_FORMS,
        kept=kept,
        choices=choices(place),
        names=names,
        hues=hues(names),
        unlabelled=sum(1 for row in listed.rows if row["category"] is None),
        link=_linker(kept | {"by": by}),
        back=str(request.url.query),
    )


def choices(place: Desk) -> dict[str, list[str]]:
    """What the filters can be set to, read once for each database."""
    return cached(place, ("choices",), lambda: _choices(place))


def _linker(kept: dict[str, Any]) -> Any:
    """A function for the template: this page's address with some filters changed; None drops one."""

    def link(target: str = "/conversations", **changed: object) -> str:
        together = kept | changed
        asked = urlencode({name: value for name, value in together.items() if value not in (None, "")})
        return f"{target}?{asked}" if asked else target

    return link


def _choices(place: Desk) -> dict[str, list[str]]:
    """What the filters can be set to."""
    found: dict[str, list[str]] = {"provider": [], "model": [], "project": []}
    for row in place.ask("choices"):
        found[row["filter"]].append(row["value"])
    return found


ROUTES: list[BaseRoute] = [Route("/conversations", conversations)]
