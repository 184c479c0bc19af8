"""The line itself: Opus · session $2.72 · today $5.10 of $20 · window $2.72, 3 h 10 min left · context 62 %."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from etl.reporting.statusline.figures import Figures, Spent, figures
from etl.reporting.statusline.hook import Hook, read
from etl.reporting.statusline.transcript import Request, requests

_STALE = timedelta(hours=1)
"""After so long without a load, other sessions may be missing, and the line says so."""


def line(database: Path, told: str, now: datetime | None = None) -> str:
    """The status line for what the hook told; ``now`` is naive UTC, None the machine's clock.

    Raises DatabaseError where there is a database that cannot be read; without one, the line has what is known.
    """
    asked_at = now or datetime.now(UTC).replace(tzinfo=None)
    hook = read(told)
    own = requests(hook.transcript) if hook.transcript else []
    found = figures(database, own, hook.project, asked_at) if database.exists() else None
    return " · ".join(_parts(hook, own, found, asked_at)) or "no session yet"


def _parts(hook: Hook, own: list[Request], found: Figures | None, now: datetime) -> Iterator[str]:
    if hook.model:
        yield hook.model
    session = found.session if found and own else hook.usd
    if session is not None:
        lacking = f" + {found.unpriced:,} not priced" if found and found.unpriced else ""
        yield f"session {_dollars(session)}{lacking}"
    if found:
        yield from _spending(found, now)
    size, used = hook.context_size, hook.context_tokens
    if used is None and own:
        used = max(own, key=lambda one: one.at).input
    if used is not None:
        yield f"context {_tokens(used)}" + (f" of {_tokens(size)} ({100 * used / size:.0f} %)" if size else "")
    if found and found.loaded_at and now - found.loaded_at > _STALE:
        yield f"loaded {_long(now - found.loaded_at)} ago"


def _spending(found: Figures, now: datetime) -> Iterator[str]:
    budgets = {(one.per, one.project): one for one in found.budgets}
    daily = budgets.pop(("day", None), None)
    yield f"today {_dollars(found.today)}" + (_of(daily) if daily else "")
    if found.window is not None and found.window_ends is not None:
        yield f"window {_dollars(found.window)}, {_long(found.window_ends - now)} left"
    for one in budgets.values():
        where = f" {one.project.rstrip('/').rpartition('/')[2]}" if one.project else ""
        yield f"{one.per}{where} {_dollars(one.usd)}{_of(one)}"


def _of(one: Spent) -> str:
    budget = f"${one.budget:,.0f}" if one.budget == one.budget.to_integral_value() else _dollars(one.budget)
    return f" of {budget}" + ("!" if one.usd > one.budget else "")


def _dollars(usd: Decimal) -> str:
    return f"${usd:,.2f}"


def _tokens(number: int) -> str:
    return f"{number / 1000:,.0f}k" if number >= 1000 else str(number)


def _long(span: timedelta) -> str:
    """A span of time in its two largest units."""
    minutes = int(span.total_seconds() // 60)
    days, hours = divmod(minutes // 60, 24)
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes % 60} min" if hours else f"{minutes} min"
