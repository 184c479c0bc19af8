"""What programs ask: /api/…, JSON in and out."""

from starlette.routing import BaseRoute

from etl.web.api import categories, categorize, export, keys, loads, marks, search, sql

_MODULES = (categories, categorize, export, keys, loads, marks, search, sql)

ROUTES: list[BaseRoute] = [route for module in _MODULES for route in module.ROUTES]
