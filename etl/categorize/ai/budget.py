"""What asking a model costs, in exact dollars, and the limit that the user set."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from etl import assets
from etl.categorize.ai.replies import Usage

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens."""

    input: Decimal
    output: Decimal

    def of(self, usage: Usage) -> Decimal:
        """What so many tokens cost."""
        return (self.input * usage.input + self.output * usage.output) / _MILLION


def price(database: Path, model: str) -> Price | None:
    """Today's price of a model as v1.pricing has it; None for a model it does not know."""
    from etl.reporting.reports.connection import connect

    with connect(database) as connection:
        today = {"model": model, "day": datetime.now(UTC).date()}
        row = connection.execute(assets.sql("categorize")["today"], today).fetchone()
    return None if row is None else Price(*row)


class Ledger:
    """What was spent and what is promised, of many threads. Without a price, only tokens are counted."""

    def __init__(self, price: Price | None, most: Decimal | None) -> None:
        self.price, self.most = price, most
        self.input = self.output = 0
        self.spent, self._promised = Decimal(0), Decimal(0)
        self._change = threading.Condition()

    def promise(self, usage: Usage, stopped: Callable[[], bool]) -> bool:
        """Set aside what a request may cost, waiting for those on their way; False where it is more than is left."""
        cost = self._cost(usage)
        with self._change:
            while self.most is not None and self.spent + self._promised + cost > self.most:
                if not self._promised or stopped():
                    return False
                self._change.wait(0.1)
            self._promised += cost
            return True

    def settle(self, promised: Usage, used: Usage) -> None:
        """Put what a request did cost in the place of what it might have."""
        with self._change:
            self._promised -= self._cost(promised)
            self.spent += self._cost(used)
            self.input += used.input
            self.output += used.output
            self._change.notify_all()

    def _cost(self, usage: Usage) -> Decimal:
        return Decimal(0) if self.price is None else self.price.of(usage)
