"""What the status line tells, from the database and the session's own requests: each of them is counted once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from etl import assets
from etl.reporting.reports.connection import connect
from etl.reporting.statusline.transcript import Request

_WINDOW = 5
"""Hours of a window, as the vendor counts them."""

_LOOKED_BACK = timedelta(days=8)
"""So far back a pause of five hours is looked for, from which windows are counted."""


@dataclass(frozen=True, slots=True)
class Spent:
    """A budget and what is spent of it. ``project`` None is all of them."""

    per: str
    project: str | None
    budget: Decimal
    usd: Decimal


@dataclass(frozen=True, slots=True)
class Figures:
    """US dollars. ``window`` is the one of now, if there is one; ``unpriced`` requests are in none of the sums."""

    session: Decimal
    today: Decimal
    window: Decimal | None
    window_ends: datetime | None
    unpriced: int
    loaded_at: datetime | None
    budgets: Sequence[Spent] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class _Priced:
    """A request of the session's own log, and whether the database has it already."""

    request: Request
    usd: Decimal | None
    is_loaded: bool


def figures(database: Path, own: Sequence[Request], project: str | None, now: datetime) -> Figures:
    """Everything that the line tells. ``now`` is naive UTC; ``project`` is the folder that the session works in.

    Raises DatabaseError as connect().
    """
    with connect(database) as connection:
        ((name, loaded_at),) = _ask(connection, "about", {})
        zone = ZoneInfo(str(name))
        priced = _priced(connection, own)
        fresh = [one for one in priced if not one.is_loaded and one.usd is not None]
        today = now.replace(tzinfo=UTC).astimezone(zone).date()
        days = _days(connection, today, zone, fresh, project)
        window, ends = _window(connection, fresh, now)
        budgets = _budgets(connection, days, today)
    return Figures(
        session=sum((one.usd for one in priced if one.usd is not None), Decimal()),
        today=sum((usd for (day, _), usd in days.items() if day == today), Decimal()),
        window=window,
        window_ends=ends,
        unpriced=sum(one.usd is None for one in priced),
        loaded_at=loaded_at if isinstance(loaded_at, datetime) else None,
        budgets=budgets,
    )


def _ask(connection: duckdb.DuckDBPyConnection, name: str, wanted: Mapping[str, object]) -> list[tuple[object, ...]]:
    return connection.execute(assets.statusline_queries()[name], wanted or None).fetchall()


def _priced(connection: duckdb.DuckDBPyConnection, own: Sequence[Request]) -> list[_Priced]:
    if not own:
        return []
    found = _ask(
        connection,
        "requests",
        {
            "ids": [one.usage_id for one in own],
            "times": [_utc(one.at) for one in own],
            "models": [one.model for one in own],
            "inputs": [one.input for one in own],
            "cached": [one.cached for one in own],
            "written": [one.written for one in own],
            "written_1h": [one.written_1h for one in own],
            "outputs": [one.output for one in own],
            "speeds": [one.speed for one in own],
            "tiers": [one.service_tier for one in own],
            "geos": [one.inference_geo for one in own],
        },
    )
    by_id = {one.usage_id: one for one in own}
    return [
        _Priced(by_id[str(usage_id)], usd if isinstance(usd, Decimal) else None, bool(is_loaded))
        for usage_id, is_loaded, usd in found
    ]


def _days(
    connection: duckdb.DuckDBPyConnection,
    today: date,
    zone: ZoneInfo,
    fresh: Sequence[_Priced],
    project: str | None,
) -> dict[tuple[date, str | None], Decimal]:
    """Dollars by day and project, from the first day that any budget of now begins with."""
    since = min(today.replace(day=1), today - timedelta(days=today.weekday()))
    days = {
        (day, None if name is None else str(name)): usd
        for day, name, usd in _ask(connection, "days", {"since": since})
        if isinstance(day, date) and isinstance(usd, Decimal)
    }
    for one in fresh:
        key = one.request.at.astimezone(zone).date(), project
        if key[0] >= since:
            days[key] = days.get(key, Decimal()) + (one.usd or 0)
    return days


def _window(
    connection: duckdb.DuckDBPyConnection, fresh: Sequence[_Priced], now: datetime
) -> tuple[Decimal | None, datetime | None]:
    """What the window of now cost so far, and when it ends; None where none is open."""
    hours: dict[int, Decimal] = {}
    for hour, usd in _ask(connection, "hours", {"since": now - _LOOKED_BACK}):
        if isinstance(hour, int) and isinstance(usd, Decimal):
            hours[hour] = usd
    for one in fresh:
        hour = int(one.request.at.timestamp()) // 3600
        hours[hour] = hours.get(hour, Decimal()) + (one.usd or 0)
    begin = None
    for hour in sorted(hours):
        if begin is None or hour >= begin + _WINDOW:
            begin = hour
    if begin is None:
        return None, None
    ends = datetime.fromtimestamp((begin + _WINDOW) * 3600, UTC).replace(tzinfo=None)
    if ends <= now:
        return None, None
    return sum((usd for hour, usd in hours.items() if hour >= begin), Decimal()), ends


def _budgets(
    connection: duckdb.DuckDBPyConnection, days: Mapping[tuple[date, str | None], Decimal], today: date
) -> tuple[Spent, ...]:
    begins = {"day": today, "week": today - timedelta(days=today.weekday()), "month": today.replace(day=1)}
    found = []
    for per, project, budget in connection.execute("from v1.budgets order by all").fetchall():
        usd = sum((usd for (day, name), usd in days.items() if day >= begins[per] and _is_of(name, project)), Decimal())
        found.append(Spent(per, project, budget, usd))
    return tuple(found)


def _is_of(name: str | None, project: str | None) -> bool:
    """Is spending on a project of this name that of a budget's project, by name, folder or last part of that?"""
    return project is None or (name is not None and (name == project or name.endswith((f"/{project}", f"\\{project}"))))


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(tzinfo=None)
