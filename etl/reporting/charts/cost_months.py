"""A month of one vendor, as the chart of costs draws it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from etl.reporting.formats import humanize


@dataclass(frozen=True, slots=True)
class Month:
    """A row of queries/charts/costs.sql: US dollars, None where unknown; ``plans`` is None where none was paid."""

    vendor: str
    month: date | None
    requests: int
    requests_unpriced: int
    usd: Decimal | None
    usd_low: Decimal | None
    usd_high: Decimal | None
    plans: str | None
    usd_fee: Decimal | None
    verdict: str | None
    saving: Decimal | None

    @property
    def is_over(self) -> bool:
        """Whether the headline is more than the fee."""
        return self.usd is not None and self.usd_fee is not None and self.usd > self.usd_fee

    def told(self) -> str:
        """The month in words."""
        asked = humanize.count(self.requests, "request")
        said = (
            f"{humanize.vendor(self.vendor)}, {self.month:%Y-%m}: "
            if self.month
            else f"{humanize.vendor(self.vendor)}: "
        )
        if self.usd is None:
            said += f"cost unknown, {asked} without a price"
        else:
            said += f"{humanize.dollars(self.usd)} (estimate), {asked}"
            if self.usd_low is not None and self.usd_high is not None:
                said += f", from {humanize.dollars(self.usd_low)} to {humanize.dollars(self.usd_high)}"
            if self.requests_unpriced:
                said += f", {self.requests_unpriced:,} without a price"
        if self.usd_fee is not None:
            said += f"; plan {self.plans} {humanize.dollars(self.usd_fee)}"
        return said
