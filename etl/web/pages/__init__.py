"""What people see: a module for each page, and what only pages need.

In: requests that the guard let pass. Out: HTML from templates, where every value is escaped, that works without a
script. Read overview.py first; what forms change is in actions.py. A chat is told in turns.py: of message.py, and of
deeds.py, which strip.py puts into a line.
"""

from starlette.routing import BaseRoute

from etl.web.pages import (
    actions,
    ai_categories,
    charts,
    conversation,
    conversations,
    costs,
    loads,
    manual,
    now,
    overview,
    pictures,
    query,
    welcome,
    year,
)

_MODULES = (
    overview,
    now,
    welcome,
    conversations,
    actions,
    ai_categories,
    conversation,
    pictures,
    costs,
    query,
    loads,
    charts,
    manual,
    year,
)

ROUTES: list[BaseRoute] = [route for module in _MODULES for route in module.ROUTES]
