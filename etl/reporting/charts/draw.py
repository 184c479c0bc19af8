"""A chart by its name: found, asked, drawn and framed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

from etl import assets
from etl.errors import QueryError, did_you_mean
from etl.reporting.charts import calendar, compare, conversation_length, costs, models, punchcard, svg, theme, wrapped
from etl.reporting.charts import story as stories
from etl.reporting.charts.moments import Row, moments
from etl.reporting.charts.picture import Answer, Chart, Drawing, Options, Picture
from etl.reporting.charts.year import persona
from etl.reporting.reports.catalogue import parameters
from etl.reporting.reports.connection import shape
from etl.reporting.reports.reading import Reading, reading
from etl.reporting.reports.table import Table

CHARTS: dict[str, Chart] = {
    "calendar": calendar.CHART,
    "compare": compare.CHART,
    "punchcard": punchcard.CHART,
    "length": conversation_length.CHART,
    "models": models.CHART,
    "costs": costs.CHART,
    "wrapped": wrapped.CHART,
}
"""Every chart, in the order of the list that one gets without a name."""

_BESIDE = "\n-- beside it:\n"
_ABOUT = "select first_day, last_day, timezone, pricing_version from v1.about"
_FILTERS = ("since", "until", "provider", "account", "year", "metric", "size")
_EMPTY = Drawing("", "", 480, 120, svg.Markup(), 40, True)


def names() -> dict[str, str]:
    """Every chart with the question it answers."""
    files = assets.chart_queries()
    return {name: files[name].splitlines()[0].removeprefix("--").strip() for name in CHARTS}


def draw(database: Path, name: str, options: Options | None = None) -> Picture:
    """Draw a chart of a database as SVG; where nothing lies in the chosen range, a picture that says so.

    Raises QueryError for an unknown chart, or an option it does not know; DatabaseError if the file cannot be read.
    """
    if name not in CHARTS:
        hint = did_you_mean(name, CHARTS) or f"There are: {', '.join(CHARTS)}."
        raise QueryError(f"There is no chart '{name}'. {hint}")
    with reading(database) as found:
        return picture(found, name, options)


def picture(found: Reading, name: str, options: Options | None = None) -> Picture:
    """The same as draw(), of a chart there is, from a database that is open for more than one question."""
    chart, sql = CHARTS[name], assets.chart_queries()[name]
    wanted = _within_year(_checked(name, chart, sql, options or Options()))
    answer = _ask(found, name, sql, wanted)
    drawing = chart.draw(answer, wanted) if answer.rows else _nothing(chart.title)
    about = {"pricing_version": answer.prices, "timezone": answer.zone}
    table = Table(name, answer.columns, answer.types, answer.rows, (), about)
    return Picture(
        name, drawing.title, drawing.summary, _framed(drawing, answer, wanted), table, sql.strip(), drawing.is_empty
    )


def story(database: Path, options: Options | None = None, has_title: bool = False) -> list[Picture]:
    """A picture of each moment of a year, of the size that is chosen of story.SIZES; none where there is no message.

    ``has_title``: with the title of the first chat, which else is not told. Raises QueryError for an unknown size, and
    DatabaseError if the file cannot be read.
    """
    wanted = _within_year(options or Options())
    wanted = replace(wanted, size=_one_of("wrapped", "size", wanted.size, stories.SIZES))
    with reading(database) as found:
        rows = _ask(found, "story", assets.story_query(), wanted)
        habits = _ask(found, "wrapped", assets.chart_queries()["wrapped"], wanted)
    year = moments(cast("list[Row]", rows.rows))
    if year is None:
        return []
    percents = {str(name): float(str(number)) for part, name, number in habits.rows if part == "percent" and number}
    cards = stories.cards(year, persona(percents), has_title)
    table = Table("story", rows.columns, rows.types, rows.rows, (), {})
    width, height = (float(side) for side in str(wanted.size).split("x"))
    pictures = []
    for place, card in enumerate(cards):
        summary = f"{card.over}: {card.figure}. {card.below}"
        body = stories.drawn(card, place, len(cards), year.year, str(wanted.size))
        framed = _framed(Drawing(card.over, summary, width, height, body), replace(rows, slug=card.name), wanted)
        pictures.append(Picture(card.name, card.over, summary, framed, table, assets.story_query(), False))
    return pictures


def _checked(name: str, chart: Chart, sql: str, options: Options) -> Options:
    """The options with the chart's own choice where none was made. Raises QueryError for what it does not know."""
    takes = {*parameters(sql.replace(_BESIDE, "\n")), "dark", "embed"}
    takes |= {"year"} if "since" in takes else set()
    for key in ("since", "until", "provider", "account", "year"):
        if getattr(options, key) is not None and key not in takes:
            raise QueryError(f"The chart {name} cannot be narrowed by {key}.")
    if options.share and not chart.can_share:
        raise QueryError(f"The chart {name} has no shares; leave out --share.")
    metric = _one_of(name, "metric", options.metric, chart.metrics)
    return replace(options, metric=metric, size=_one_of(name, "size", options.size, chart.sizes))


def _one_of(name: str, what: str, chosen: str | None, known: tuple[str, ...]) -> str | None:
    if chosen is None:
        return known[0] if known else None
    if chosen not in known:
        choices = f"it knows: {', '.join(known)}" if known else f"leave out --{what}"
        raise QueryError(f"The chart {name} has no {what} '{chosen}'; {choices}.")
    return chosen


def _within_year(options: Options) -> Options:
    """The same options with the year as first and last day. Raises QueryError for one that no calendar has."""
    if options.year is None:
        return options
    try:
        first, last = date(options.year, 1, 1), date(options.year, 12, 31)
    except ValueError as error:
        raise QueryError(f"There is no year {options.year}; give one like 2025.") from error
    since, until = max(options.since or first, first), min(options.until or last, last)
    return replace(options, since=since, until=until)


def _ask(found: Reading, name: str, sql: str, options: Options) -> Answer:
    """Put a chart's SQL, with what was chosen, to a database."""
    table, _, beside = sql.partition(_BESIDE)
    chosen = {key: getattr(options, key) for key in _FILTERS}
    rows = found.rows(table, _of(chosen, table))
    columns, types = shape(found.connection)
    notes = found.rows(beside, _of(chosen, beside)) if beside else []
    ((first, last, zone, prices),) = found.once(_ABOUT, {})
    choices = [name, options.metric, options.year and str(options.year), options.share and "share"]
    # A page may have the same chart twice, of other days or as wide as a telephone.
    choices += [] if options.has_heading else [options.width and str(options.width), "later" if options.since else None]
    slug = "-".join(part for part in choices if part)
    days = (first if isinstance(first, date) else None, last if isinstance(last, date) else None)
    return Answer(slug, columns, types, rows, notes, *days, str(zone or "UTC"), str(prices) if prices else None)


def _of(chosen: Mapping[str, object], sql: str) -> dict[str, object]:
    return {key: chosen[key] for key in parameters(sql)}


def _nothing(title: str) -> Drawing:
    words = "There is nothing to draw in this range."
    middle = svg.text(_EMPTY.width / 2, 78, words, "soft", "middle", 13)
    body = svg.join([svg.text(20, 32, title, "ink strong", size=16), middle])
    return replace(_EMPTY, title=title, summary=words, body=body)


def _framed(drawing: Drawing, answer: Answer, options: Options) -> str:
    """The whole SVG, with what screen readers say of it."""
    about, described = f"{answer.slug}-title", f"{answer.slug}-description"
    top = 0 if options.has_heading else drawing.head
    fixed = {None: "chart", True: "chart dark", False: "chart light"}[options.dark]
    sheet = [svg.element("style", svg.Markup(theme.stylesheet()))] if options.embed else []
    return svg.element(
        "svg",
        svg.element("title", drawing.title, id=about),
        svg.element("desc", drawing.summary, id=described),
        *sheet,
        svg.rect(0, top, drawing.width, drawing.height - top, "ground", rx=6),
        drawing.body,
        xmlns="http://www.w3.org/2000/svg",
        class_=fixed,
        role="img",
        aria_labelledby=f"{about} {described}",
        viewBox=f"0 {svg.number(top)} {svg.number(drawing.width)} {svg.number(drawing.height - top)}",
        width=drawing.width,
        height=drawing.height - top,
    )
