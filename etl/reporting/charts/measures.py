"""What a calendar can count: which column, and how its amounts are said."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from etl.reporting.formats import humanize


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric: the ``column`` it is read from, the chart's ``title``, and amounts in full, and short for a legend.

    ``unit`` is the smallest difference between two amounts, 0 where there is none.
    """

    column: str
    title: str
    says: Callable[[Decimal], str]
    short: Callable[[Decimal], str]
    unit: Decimal


def _counted(one: str, many: str = "") -> Callable[[Decimal], str]:
    return lambda amount: humanize.count(int(amount), one, many)


def _whole(amount: Decimal) -> str:
    return humanize.count(int(amount)) if amount < 10_000 else humanize.short(int(amount))


_ONE = Decimal(1)

MEASURES = {
    "conversations": Measure("conversations", "Conversations per day", _counted("conversation"), _whole, _ONE),
    "messages": Measure("messages", "Messages per day", _counted("message"), _whole, _ONE),
    "user_messages": Measure(
        "user_messages", "My messages per day", _counted("message of mine", "messages of mine"), _whole, _ONE
    ),
    "tokens": Measure("tokens", "Tokens per day", _counted("token"), _whole, _ONE),
    "cost": Measure(
        "usd_visible_nocache", "API value per day, estimated", humanize.dollars, humanize.dollars, Decimal(0)
    ),
}
"""By the name that one chooses them with."""
