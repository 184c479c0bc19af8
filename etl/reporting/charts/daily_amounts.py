"""How much there was on each day: what a calendar can count, how its amounts are said, and the days of an answer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from etl.reporting.formats import humanize

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric: the ``column`` it is read from, the chart's ``title``, and amounts in full, and short for a legend.

    ``unit`` is the smallest difference between two amounts, 0 where there is none; ``remark`` says what one has to know
    of where amounts are from, with the blank ``prices``.
    """

    column: str
    title: str
    says: Callable[[Decimal], str]
    short: Callable[[Decimal], str]
    unit: Decimal
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """An amount a day, None where it is unknown; nothing is known of days before ``first`` and after ``last``."""

    measure: Measure
    amounts: dict[date, Decimal | None]
    unpriced: dict[date, int]
    first: date
    last: date

    def knows(self, day: date) -> bool:
        """Whether the exports reach this day, and its amount can be told."""
        return self.reaches(day) and self.amounts.get(day, NOTHING) is not None

    def reaches(self, day: date) -> bool:
        """Whether the day lies in the time that the exports are from."""
        return self.first <= day <= self.last

    def amount(self, day: date) -> Decimal:
        """The amount of a day, 0 too where it is unknown."""
        return self.amounts.get(day) or NOTHING

    def said(self, day: date) -> str:
        """The amount of a day in words."""
        if not self.knows(day):
            return "no price known" if self.reaches(day) else "no data"
        unpriced = self.unpriced.get(day, 0)
        beside = f" and {humanize.count(unpriced, 'request')} without a price" if unpriced else ""
        return f"{self.measure.says(self.amount(day))}{beside}"

    def total(self, days: Iterable[date]) -> Decimal:
        """The sum of what is known of some days."""
        return sum(map(self.amount, days), NOTHING)

    def active(self, days: Iterable[date]) -> int:
        """On how many of some days there was anything."""
        return sum(self.amount(day) > 0 for day in days)

    def summed(self, days: Sequence[date]) -> str:
        """The sum of some days in words, which is no 0 where nothing is known or no price is."""
        if not any(map(self.reaches, days)):
            return "no data"
        found = [self.amounts[day] for day in days if day in self.amounts]
        if found and all(amount is None for amount in found):
            return "no price known"
        return self.measure.says(self.total(days))

    def summed_on(self, days: Sequence[date]) -> str:
        """The same, with the number of days on which there was anything."""
        active = self.active(days)
        return f"{self.summed(days)} on {humanize.count(active, 'day')}" if active else self.summed(days)

    def without_price(self) -> str:
        """Requests that no sum of dollars has, in words to append; nothing for other amounts."""
        unpriced = sum(self.unpriced.values())
        return f", {humanize.count(unpriced, 'request')} without a price" if unpriced else ""


def read(measure: Measure, columns: Sequence[str], rows: Iterable[tuple[object, ...]], span: Iterable[object]) -> Days:
    """The days of rows that begin with a day and have the measure's column; ``span``: days that exports reach, too."""
    at, unpriced_at = columns.index(measure.column), columns.index("requests_unpriced")
    amounts: dict[date, Decimal | None] = {}
    unpriced: dict[date, int] = {}
    for row in rows:
        day, amount = row[0], row[at]
        assert isinstance(day, date)
        unpriced[day] = 0 if measure.unit else int(str(row[unpriced_at]))
        amounts[day] = None if amount is None and unpriced[day] else Decimal(str(amount or 0))
    reached = [*amounts, *(day for day in span if isinstance(day, date))]
    return Days(measure, amounts, unpriced, min(reached), max(reached))


def _counted(one: str, many: str = "") -> Callable[[Decimal], str]:
    return lambda amount: humanize.count(int(amount), one, many)


def _whole(amount: Decimal) -> str:
    return humanize.count(int(amount)) if amount < 10_000 else humanize.short(int(amount))


_ONE = Decimal(1)
_TOKENS = "As billed where a log holds that, else of the texts, each counted once."
_COST = "Exact where an API reported the tokens, else estimates; prices of {prices}."

MEASURES = {
    "conversations": Measure("conversations", "Conversations per day", _counted("conversation"), _whole, _ONE),
    "messages": Measure("messages", "Messages per day", _counted("message"), _whole, _ONE),
    "user_messages": Measure(
        "user_messages", "My messages per day", _counted("message of mine", "messages of mine"), _whole, _ONE
    ),
    "tokens": Measure("tokens", "Tokens per day", _counted("token"), _whole, _ONE, _TOKENS),
    "cost": Measure("usd", "API value per day", humanize.dollars, humanize.dollars, Decimal(0), _COST),
}
"""By the name that one chooses them with."""
