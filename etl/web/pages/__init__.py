"""The pages, a module each."""

from starlette.routing import BaseRoute

from etl.web.pages import conversation, conversations, costs, figures, filing, loads, overview, query, welcome

_MODULES = (overview, welcome, conversations, filing, conversation, costs, query, loads, figures)

ROUTES: list[BaseRoute] = [route for module in _MODULES for route in module.ROUTES]
