"""The calendar: a cell a day, darker the more there was."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from etl.reporting.charts import calendar_grid, daily_amounts, scales, svg
from etl.reporting.charts.daily_amounts import MEASURES, Days
from etl.reporting.charts.picture import Answer, Chart, Drawing, Options
from etl.reporting.formats import humanize

METRICS = ("messages", "conversations", "user_messages", "tokens", "cost")


def _draw(answer: Answer, options: Options) -> Drawing:
    measure = MEASURES[options.metric or METRICS[0]]
    known = daily_amounts.read(measure, answer.columns, answer.rows, [day for row in answer.beside for day in row[:2]])
    ends = scales.quartiles(known.amounts[day] or daily_amounts.NOTHING for day in known.amounts)
    years = sorted({day.year for day in known.amounts}, reverse=True)
    blocks = [_year(calendar_grid.chosen(year, options), known, ends, answer.slug) for year in years]
    summary = _summary(known, options)
    undated = sum(int(str(row[2])) for row in answer.beside)
    aside = f" {humanize.count(undated, 'message')} of unknown time left out." if undated else ""
    foot = calendar_grid.foot(ends, measure, ("l",), answer, aside)
    return calendar_grid.sheet(measure.title, [summary], blocks, foot, answer.slug)


def _year(days: Sequence[date], known: Days, ends: Sequence[Decimal], slug: str) -> svg.Markup:
    outside = [day for day in days if not known.reaches(day)]
    unknown = [day for day in days if known.reaches(day) and not known.knows(day)]
    blanks = [calendar_grid.blank(outside, slug, "no data"), *(_unknown(day, known, slug) for day in unknown)]
    cells = [_cell(day, known, ends) for day in days if known.knows(day)]
    return calendar_grid.year_block(days[0].year, known.summed_on(days), [*blanks, *cells])


def _cell(day: date, known: Days, ends: Sequence[Decimal]) -> svg.Markup:
    darkness = scales.level(known.amount(day), ends)
    days = f"{day}/{day}" if known.amount(day) else None
    hint = f"{day}: {known.said(day)}"
    place = calendar_grid.place(day)
    return svg.rect(*place, calendar_grid.CELL, calendar_grid.CELL, f"l{darkness}", hint, rx=2, data_days=days)


def _unknown(day: date, known: Days, slug: str) -> svg.Markup:
    return calendar_grid.blank([day], slug, f"{day}: {known.said(day)}")


def _summary(known: Days, options: Options) -> str:
    days = calendar_grid.within(known.first, known.last, options)
    span = " to ".join(humanize.day(day) for day in sorted({days[0], days[-1]}))
    if not known.active(days):
        return f"{known.summed(days).capitalize()}, {span}{known.without_price()}."
    share = f"{known.active(days):,} of {humanize.count(len(days), 'day')}"
    top = max(days, key=known.amount)
    peak = f"most on {humanize.day(top)}: {known.said(top)}"
    return f"{known.summed(days)} on {share}, {span}{known.without_price()}; {peak}."


CHART = Chart("Chats per day", _draw, metrics=METRICS)
