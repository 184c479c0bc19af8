"""The pages, a module each."""

from contextlib import suppress

import duckdb
from starlette.routing import BaseRoute

from etl.errors import EtlError
from etl.web.chosen import chosen
from etl.web.database import Desk
from etl.web.pages import conversation, conversations, costs, figures, filing, loads, model, overview, query, welcome

_MODULES = (overview, welcome, conversations, filing, model, conversation, costs, query, loads, figures)

ROUTES: list[BaseRoute] = [route for module in _MODULES for route in module.ROUTES]


def warm(place: Desk) -> None:
    """Read what the first pages show, so that nobody waits for it. What cannot be read is told by the page itself."""
    with suppress(EtlError, duckdb.Error, OSError):
        if place.exists:
            overview.read(place, None)
            conversations.choices(place)
            chosen(place, {})
