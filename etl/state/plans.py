"""Plans the user paid: what is stated is checked against the plans we know, and kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from etl.errors import SettingError
from etl.state.dates import overlaps, span
from etl.state.overrides import Row, add, own, remove, shipped, words
from etl.state.prices import amount

TABLE = "plan_periods"


@dataclass(frozen=True, slots=True)
class Payment:
    """A plan that was paid, as the user types it. ``price`` is US dollars a month and seat; None is the listed one."""

    vendor: str
    plan: str
    since: str
    until: str | None = None
    price: str | None = None
    seats: str = "1"
    billing: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept: its number, in words, and the periods of the same vendor it shares days with, in words."""

    period: int
    told: str
    overlapping: tuple[str, ...]


def subscribe(database: Path, payment: Payment) -> Kept:
    """Keep a period in which a plan was paid.

    Raises SettingError for a plan nobody knows, or one that was not sold yet, unless the user gives its price;
    for an impossible period, price or number of seats.
    """
    row = _row(payment)
    days = row["from_date"], row["to_date"]
    same = [one for one in own(database)[TABLE] if one["vendor"] == row["vendor"]]
    shared = [one for one in same if overlaps(days, (one["from_date"], one["to_date"]))]
    period = add(database, TABLE, row)
    return Kept(period, told(row), tuple(f"period {one['period']} ({told(one)})" for one in shared))


def unsubscribe(database: Path, period: int) -> str:
    """Drop a period, and say which it was. Raises SettingError if there is none of that number."""
    gone = remove(database, TABLE, period=str(period))
    if not gone:
        raise SettingError(f"There is no plan period {period}; see: etl plan list")
    return told(gone[0])


def told(row: Row) -> str:
    """A period in words: openai plus, 2023-03-01 to 2025-01-31."""
    end = f"to {row['to_date']}" if row["to_date"] else "on"
    return f"{row['vendor']} {row['plan']}, from {row['from_date']} {end}"


def listed_price(row: Row) -> Decimal | None:
    """US dollars a month and seat on the period's first day, as we know them; None where we do not."""
    known = [one for one in _of_plan(row) if one["billing"] == row["billing"]]
    on_sale = [one for one in known if (one["valid_from"] or "") <= (row["from_date"] or "")]
    price = max(on_sale, key=lambda one: one["valid_from"] or "")["usd_month"] if on_sale else None
    return None if price is None else Decimal(price)


def _row(payment: Payment) -> Row:
    first, last = span(payment.since, payment.until)
    price = None if payment.price is None else amount(payment.price, 2, "price")
    row: dict[str, str | None] = {
        "vendor": payment.vendor.strip().lower(),
        "plan": payment.plan.strip().lower(),
        "from_date": str(first),
        "to_date": None if last is None else str(last),
        "seats": str(_seats(payment.seats)),
        "usd_month": None if price is None else str(price),
    }
    row["billing"] = payment.billing or _usual_billing(_of_plan(row))
    if price is None:
        _refuse_unknown(row)
    return row


def _refuse_unknown(row: Row) -> None:
    """Without a price of the user's, there must be one of ours on the first day."""
    name, known = f"{row['vendor']} {row['plan']}", _of_plan(row)
    if not known:
        plans = words(f"{one['vendor']} {one['plan']}" for one in shipped("plans"))
        raise SettingError(f"There is no plan {name} that we know; there are: {plans}. Or give its --price.")
    billed = [one for one in known if one["billing"] == row["billing"]]
    if not billed:
        ways = words(one["billing"] or "free" for one in known)
        raise SettingError(f"{name} has no {row['billing']} price that we know, only: {ways}; or give its --price.")
    since = min(date.fromisoformat(one["valid_from"] or "") for one in billed)
    if (row["from_date"] or "") < str(since):
        raise SettingError(
            f"{name} ({row['billing'] or 'free'}) has existed since {since}; begin then, or give --price."
        )


def _of_plan(row: Row) -> list[Row]:
    return [one for one in shipped("plans") if (one["vendor"], one["plan"]) == (row["vendor"], row["plan"])]


def _usual_billing(known: Sequence[Row]) -> str | None:
    ways = [one["billing"] for one in known] or ["monthly"]
    return "monthly" if "monthly" in ways else ways[0]


def _seats(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= 1_000_000:
        raise SettingError(f"'{text}' is no number of seats; give 1 or more.")
    return int(text)
