"""The manual: the pages that travel in the package, as etl manual prints them."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from etl import assets
from etl.web.errors import Refused
from etl.web.rendering import page

_FIRST = "load"
_PAGE = re.compile(r"\]\((\w+)\.md\)")
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)


def manual(request: Request) -> Response:
    """A page of it, beside the list of all."""
    topic = request.path_params.get("topic", _FIRST)
    titles = assets.manual_titles()
    if topic not in titles:
        raise Refused(404, "The manual has no such page.")
    return page(request, "manual.html", titles=titles, topic=topic, text=_html(topic))


@cache
def _html(topic: str) -> Markup:
    """A page, which is ours and no chat's, as HTML; its links lead to pages of the app."""
    linked = _PAGE.sub(r"](/manual/\1)", assets.manual()[topic])
    made = MarkdownIt("commonmark").enable("table").render(linked)
    reached = made.replace("<pre>", '<pre tabindex="0">')
    return Markup(_TABLE.sub(r'<div class="scroll" tabindex="0" role="group" aria-label="Table">\g<0></div>', reached))


ROUTES: list[BaseRoute] = [Route("/manual", manual), Route("/manual/{topic}", manual)]
