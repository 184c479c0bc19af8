"""Now: today, the windows of five hours that are open, budgets, and the latest sessions, as the reports have them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from etl.reporting.formats.humanize import count, dollars, short
from etl.reporting.reports.run import run
from etl.reporting.reports.table import Table
from etl.web.data.database import Desk, cached
from etl.web.data.filters import zone
from etl.web.rendering import grid, page
from etl.web.services import desk, services

_SESSIONS = 10
"""Sessions that are listed; the report has more."""
_SHOWN = ("last_day", "session", "usd", "input", "cache_read", "cache_write", "output")
"""Their columns: on a telephone, the first ones are in sight."""

Row = dict[str, Any]


def now(request: Request) -> Response:
    """What is spent today and in this window, and what is left."""
    place = desk(request)
    if not place.exists:
        return RedirectResponse("/", 303)
    # Taken before anything is read, so that what is published meanwhile is noticed.
    version = place.version
    told = read(place, datetime.now(UTC).replace(tzinfo=None))
    return page(request, "now.html", version=version, watch=services(request).watching.told(), **told)


def read(place: Desk, at: datetime) -> dict[str, Any]:
    """What the page shows; ``at`` is naive UTC. All of it is of reports: tokens, blocks, budgets, sessions."""
    here = zone(place)
    today = at.replace(tzinfo=UTC).astimezone(here).date()
    with place.connection():
        day, budgets, sessions = cached(place, ("now", today), lambda: _of_day(place, today, at))
        blocks = run(place.path, "blocks", now=at)
    open_now = [window(row, here, at) for row in _rows(blocks) if row["hours_left"] is not None]
    return {
        "today": _today(day),
        "day": today,
        "timezone": str(here),
        "windows": open_now,
        "windows_note": blocks.notes[0] if not blocks.rows and blocks.notes else "",
        "budgets": [budget(row) for row in _rows(budgets)],
        "budgets_note": budgets.notes[0] if not budgets.rows and budgets.notes else "",
        "sessions": grid(_latest(sessions)),
        "notes": day.notes if day.rows else (),
    }


def window(row: Row, here: tzinfo, at: datetime) -> Row:
    """A row of the report blocks as people read it: spent, how fast, how it will end, and how long it still is."""
    speed, left = row["usd_an_hour"], row["hours_left"]
    minutes = int(left * 60)
    ends = datetime.fromtimestamp(at.replace(tzinfo=UTC).timestamp() + float(left) * 3600, here)
    begun = (5 - left) * 20
    return {
        "provider": row["provider"],
        "usd": "unknown" if row["usd"] is None else dollars(row["usd"]),
        "tokens": count(row["tokens"] or 0, "token"),
        "speed": "" if speed is None else f"{dollars(speed)} an hour",
        "projected": "" if speed is None or row["usd"] is None else dollars(row["usd"] + speed * left),
        "left": f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min",
        "since": str(row["start"])[-5:],
        "ends": f"{ends:%H:%M}",
        "gone": max(0, min(100, int(begun))),
    }


def budget(row: Row) -> Row:
    """A row of the report budgets as people read it."""
    names = {"day": "Today", "week": "This week", "month": "This month"}
    remaining = row["remaining"]
    return {
        "name": names[row["per"]],
        "project": row["project"],
        "spent": dollars(row["spent"]),
        "budget": dollars(row["budget"]),
        "percent": row["percent"] or 0,
        "is_over": remaining < 0,
        "rest": f"{dollars(-remaining)} too much" if remaining < 0 else f"{dollars(remaining)} left",
        "unpriced": count(row["not_priced"], "request") if row["not_priced"] else "",
    }


def _of_day(place: Desk, today: date, at: datetime) -> tuple[Table, Table, Table]:
    day = run(place.path, "tokens", {"since": today, "until": today}, now=at)
    return _kept(day), _kept(run(place.path, "budgets", now=at)), _kept(run(place.path, "sessions"))


def _latest(sessions: Table) -> Table:
    """The first rows of the report, the dollars beside the name."""
    places = [sessions.columns.index(name) for name in _SHOWN]
    rows = [tuple(row[place] for place in places) for row in list(sessions.rows)[:_SESSIONS]]
    return Table(sessions.name, _SHOWN, tuple(sessions.types[place] for place in places), rows)


def _kept(table: Table) -> Table:
    """The same, to be read more than once."""
    return replace(table, rows=list(table.rows))


def _rows(table: Table) -> list[Row]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _today(day: Table) -> Sequence[tuple[str, str]]:
    """Number and what of, for the day's tokens and dollars; nothing was used yet where there is no row."""
    row: Row = dict(zip(day.columns, day.total or (), strict=False)) if day.rows else {}
    usd: Decimal | None = row.get("usd")
    spent = dollars(usd) if usd is not None else "unknown" if row else dollars(Decimal())
    named = (("input", "in"), ("cache_read", "cache read"), ("cache_write", "cache written"), ("output", "out"))
    return [(spent, "today"), *((short(row.get(key) or 0), f"tokens {what}") for key, what in named)]


ROUTES: list[BaseRoute] = [Route("/now", now)]
