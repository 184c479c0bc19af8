"""Usage, cost and the page of everything: reports, with few columns, rounded, in at most 3,000 characters."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from etl.errors import QueryError
from etl.mcp.quoting import Answer, Settings, fitting, shown
from etl.reporting.formats.serialize import csv_line
from etl.reporting.reports.connection import connect
from etl.reporting.reports.reading import Reading
from etl.reporting.reports.run import answer
from etl.reporting.reports.table import Table

PATIENCE = 3.0
"""Seconds to wait for a load that holds the file for a moment."""

_ROWS, _NOTES, _NOTE, _CELL = 1_750, 700, 250, 80
"""Characters of the rows, of the notes beside them, of one of these, and of a text in a row."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A report, the columns of it that are told, and whether its rows go from old to new."""

    report: str
    variant: str | None
    columns: tuple[str, ...]
    is_by_time: bool = False
    has_text: bool = False


_PERIOD = ("provider", "active_days", "chats", "my_messages", "answers", "tokens")
_DOLLARS = ("requests", "not_priced", "usd", "usd_low", "usd_high", "usd_reported")
USAGE = {
    "day": Figures("daily", None, ("day", "provider", "chats", "user_messages", "answers", "tokens_out"), True),
    "week": Figures("daily", "week", ("week", *_PERIOD), True),
    "month": Figures("daily", "month", ("month", *_PERIOD), True),
    "model": Figures("models", None, ("model", "chats", "answers", "percent", "tokens_out", "first_day", "last_day")),
}
COST = {
    "all": Figures("costs", None, ("part", "low", "mid", "high", "basis", "requests", "tokens")),
    "month": Figures("costs", "month", ("month", *_DOLLARS), True),
    "model": Figures("costs", "model", ("model", *_DOLLARS)),
    "project": Figures("costs", "project", ("project_id", "chats", *_DOLLARS), has_text=True),
    "category": Figures("costs", "category", ("category", "chats", *_DOLLARS), has_text=True),
    "conversation": Figures(
        "costs", "conversation", ("title", "first_day", "requests", "usd", "conversation_id"), has_text=True
    ),
}
_OVERVIEW = ("topic", "fact", "number", "detail")


def told(choices: dict[str, Figures], has_text: bool) -> tuple[str, ...]:
    """The words for ``by``: where no text may be told, without those whose rows bear names that somebody gave."""
    return tuple(word for word, figures in choices.items() if has_text or not figures.has_text)


def usage(settings: Settings, by: str, since: date | None, until: date | None) -> Answer:
    """How much was chatted. Raises QueryError for days that stand the wrong way round, DatabaseError as connect()."""
    return _answer(settings, USAGE[by], since, until)


def cost(settings: Settings, by: str, since: date | None, until: date | None) -> Answer:
    """What it would have cost on the API, in US dollars. Raises as usage()."""
    return _answer(settings, COST[by], since, until)


def overview(settings: Settings) -> Answer:
    """The history on one page; where no text may be told, without the details, as a title stands there."""
    table = _asked(settings, "overview", None, {})
    columns: tuple[str, ...] = _OVERVIEW
    if not settings.has_text:
        # The budget of a project is named after it.
        facts = [(topic, str(fact).partition(" for ")[0], number) for topic, fact, number, _ in table.rows]
        columns = _OVERVIEW[:3]
        table = replace(table, columns=columns, rows=facts)
    lines = fitting(_lines(settings, table, columns), _ROWS)
    return Answer("The history on one page. CSV.", (*lines, *_notes(settings, table)))


def _answer(settings: Settings, figures: Figures, since: date | None, until: date | None) -> Answer:
    if since and until and until < since:
        raise QueryError("until is a day before since; exchange them.")
    table = _asked(settings, figures.report, figures.variant, {"since": since, "until": until})
    head, *lines = _lines(settings, table, figures.columns)
    kept = fitting(reversed(lines) if figures.is_by_time else lines, _ROWS - len(head) - 1)
    left = len(lines) - len(kept)
    if figures.is_by_time:
        kept.reverse()
    rest = f"Rows that have no room: {left:,}, the {'earliest' if figures.is_by_time else 'smallest'}."
    more = f"{rest} Name since and until, or another by, for them." if left else ""
    name = figures.report + (f" --by {figures.variant}" if figures.variant else "")
    return Answer(f"As in: etl report {name}. CSV.", (head, *kept, *_notes(settings, table)), more)


def _asked(settings: Settings, report: str, variant: str | None, chosen: dict[str, object]) -> Table:
    with closing(connect(settings.database, patience=PATIENCE)) as connection:
        return answer(Reading(connection), report, chosen, variant)


def _lines(settings: Settings, table: Table, columns: Sequence[str]) -> list[str]:
    """The head and the rows of these columns, as CSV."""
    places = [table.columns.index(name) for name in columns]
    rows: list[Sequence[object]] = [columns]
    rows += [[_rounded(settings, row[place]) for place in places] for row in table.rows]
    return [csv_line(row, raw=True).rstrip("\n") for row in rows]


def _rounded(settings: Settings, value: object) -> object:
    """A value as it is told: money to the cent, or four places below a dollar; texts cut."""
    if isinstance(value, Decimal):
        return f"{value:.2f}" if abs(value) >= 1 or not value else f"{value:.4f}"
    if isinstance(value, float):
        return round(value, 2)
    return shown(value, _CELL, settings.hide) if isinstance(value, str) else value


def _notes(settings: Settings, table: Table) -> list[str]:
    """What must stand beside the rows. It names models as exports do, so it is quoted too."""
    return fitting((f"# {shown(note, _NOTE, settings.hide)}" for note in table.notes), _NOTES)
