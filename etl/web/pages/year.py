"""The year as a story: a full picture for each of its moments, to look at and to send."""

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from etl.reporting.charts.draw import story
from etl.reporting.charts.picture import Options, Picture
from etl.reporting.charts.png import png
from etl.reporting.charts.story import SIZES
from etl.web.data.database import Desk, cached, one_of
from etl.web.errors import Refused
from etl.web.pages.charts import year_of
from etl.web.rendering import page
from etl.web.services import desk


def year(request: Request) -> Response:
    """The pictures of a year, the newest where none is named, beside the others there are."""
    place = desk(request)
    if not place.exists:
        return RedirectResponse("/", 303)
    years = [int(row["year"]) for row in cached(place, ("years",), lambda: place.ask("years"))]
    chosen = year_of(request) or next(iter(years), None)
    cards = [(card, Markup(card.svg)) for card in _story(place, chosen, SIZES[0], False)]
    return page(request, "year.html", cards=cards, year=chosen, years=years, sizes=SIZES)


def picture(request: Request) -> Response:
    """One of them as PNG."""
    size = request.query_params.get("size") or SIZES[0]
    one_of("size", size, dict.fromkeys(SIZES, ""))
    cards = {card.name: card for card in _story(desk(request), year_of(request), size, True)}
    name = request.path_params["name"]
    if name not in cards:
        raise Refused(404, "There is no such picture.")
    headers = {"content-disposition": f'attachment; filename="{name}.png"'}
    return Response(png(cards[name].svg, scale=1), media_type="image/png", headers=headers)


def _story(place: Desk, chosen: int | None, size: str, embed: bool) -> list[Picture]:
    options = Options(year=chosen, size=size, embed=embed)

    def find() -> list[Picture]:
        with place.permit() as database:
            return story(database, options)

    return cached(place, ("story", options), find)


ROUTES: list[BaseRoute] = [Route("/year", year), Route("/year/{name}.png", picture)]
