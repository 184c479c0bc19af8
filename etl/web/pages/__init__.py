"""The pages, a module each."""

from contextlib import suppress

import duckdb
from starlette.routing import BaseRoute

from etl.errors import EtlError
from etl.web.data.database import Desk
from etl.web.data.filters import chosen
from etl.web.pages import (
    actions,
    ai_categories,
    charts,
    conversation,
    conversations,
    costs,
    loads,
    overview,
    query,
    welcome,
)

_MODULES = (overview, welcome, conversations, actions, ai_categories, conversation, costs, query, loads, charts)

ROUTES: list[BaseRoute] = [route for module in _MODULES for route in module.ROUTES]


def warm(place: Desk) -> None:
    """Read what the first pages show, so that nobody waits for it. What cannot be read is told by the page itself."""
    with suppress(EtlError, duckdb.Error, OSError):
        if place.exists:
            overview.read(place, None)
            conversations.choices(place)
            chosen(place, {})
