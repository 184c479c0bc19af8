"""Charts in pages: drawn inline, with their rows and SQL, and as files."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from etl.reporting.charts.draw import draw, names
from etl.reporting.charts.draw import picture as drawn
from etl.reporting.charts.picture import Options
from etl.reporting.charts.png import png
from etl.reporting.charts.theme import stylesheet
from etl.reporting.formats.render import render
from etl.reporting.reports.reading import Reading, reading
from etl.web.data.database import Desk, cached, one_of
from etl.web.errors import Refused
from etl.web.rendering import Grid, grid
from etl.web.services import desk

_SIZES = {"wrapped": ("1200x630", "1080x1350", "1500x500")}
"""Of a chart that knows several: the one that is shown, then the others that can be had."""
PHONE = 350
"""Pixels that a telephone has for a chart."""
_WIDTHS: tuple[int | None, ...] = 540, PHONE
"""Those of a column of the dashboard, and of a telephone."""
_TYPES = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart for templates/figure.html; ``asked`` is what its downloads are asked with, ``sizes`` are those of it."""

    name: str
    title: str
    summary: str
    svg: Markup
    narrow: Markup
    grid: Grid
    sql: str
    asked: str
    sizes: tuple[str, ...] = ()


def figure(
    place: Desk,
    name: str,
    year: int | None = None,
    metric: str | None = None,
    since: date | None = None,
    until: date | None = None,
    widths: tuple[int | None, ...] = _WIDTHS,
    found: Reading | None = None,
) -> Figure:
    """A chart of the database, of a year, or of some days, if that is wanted. It follows the reader's colours.

    ``widths``: for a screen and for a telephone; None is the chart's own. ``found``: the database, where it is open for
    several charts.
    """
    size = next(iter(_SIZES.get(name, ())), None)
    options = Options(year=year, metric=metric, since=since, until=until, embed=False, has_heading=False, size=size)
    return cached(place, ("chart", name, options, widths), lambda: _opened(place, name, options, widths, found))


def _opened(place: Desk, name: str, options: Options, widths: tuple[int | None, ...], found: Reading | None) -> Figure:
    if found is not None:
        return _drawn(found, name, options, widths)
    with place.permit() as database, reading(database) as opened:
        return _drawn(opened, name, options, widths)


def _drawn(found: Reading, name: str, options: Options, widths: tuple[int | None, ...]) -> Figure:
    picture, narrow = (drawn(found, name, replace(options, width=width)) for width in widths)
    wanted = {key: value for key in ("year", "metric") if (value := getattr(options, key)) is not None}
    asked = f"?{urlencode(wanted)}" if wanted else ""
    both = Markup(picture.svg), Markup("" if narrow.svg == picture.svg else narrow.svg)
    sizes = _SIZES.get(name, ())
    return Figure(name, picture.title, picture.summary, *both, grid(picture.table), picture.sql, asked, sizes)


def sheet(_: Request) -> Response:
    """The style sheet of every chart."""
    return Response(stylesheet(), media_type="text/css")


def download(request: Request) -> Response:
    """A chart as SVG or PNG, or its rows as CSV."""
    name, form = request.path_params["name"], request.path_params["form"]
    kind = one_of("form", form, _TYPES)
    if name not in names():
        raise Refused(404, "There is no such chart.")
    size = request.query_params.get("size") or None
    if size and size not in _SIZES.get(name, ()):
        raise Refused(400, f"size is one of: {', '.join(_SIZES.get(name, ())) or 'none'}.", "size")
    metric = request.query_params.get("metric") or None
    options = Options(year=year_of(request), metric=metric, dark=False if form == "png" else None, size=size)
    with desk(request).permit() as database:
        picture = draw(database, name, options)
    if form == "csv":
        body: str | bytes = "".join(render(picture.table, "csv"))
    else:
        body = picture.svg if form == "svg" else png(picture.svg, scale=2)
    headers = {"content-disposition": f'attachment; filename="{name}.{form}"'}
    return Response(body, media_type=kind, headers=headers)


def year_of(request: Request) -> int | None:
    """The year that the address names; None where it names none. Raises Refused for what is no year."""
    text = request.query_params.get("year", "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or not date.min.year <= int(text[:5]) <= date.max.year:
        raise Refused(400, "year is a year, like 2025.", "year")
    return int(text)


ROUTES: list[BaseRoute] = [Route("/charts.css", sheet), Route("/charts/{name}.{form}", download)]
