"""What programs ask: a module for each address under /api, JSON in and out.

In: requests that the guard let pass, their fields checked by body.fields(). Out: JSON, or Refused naming the field that
is wrong. Read search.py first; loads.py is where exports come in.
"""

from starlette.routing import BaseRoute

from etl.web.api import categories, categorize, export, keys, loads, search, sql, version

_MODULES = (categories, categorize, export, keys, loads, search, sql, version)

ROUTES: list[BaseRoute] = [route for module in _MODULES for route in module.ROUTES]
