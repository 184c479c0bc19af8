"""Months of the chart of costs, in words: each of one vendor, and all of them in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from etl.reporting.formats import humanize

_WORTH = "subscription cheaper"


@dataclass(frozen=True, slots=True)
class Month:
    """A row of queries/charts/costs.sql: US dollars, None where unknown; ``plans`` is None where none was paid."""

    vendor: str
    month: date | None
    requests: int
    requests_unpriced: int
    requests_reported: int
    usd: Decimal | None
    usd_low: Decimal | None
    usd_high: Decimal | None
    usd_reported: Decimal | None
    plans: str | None
    usd_fee: Decimal | None
    verdict: str | None
    saving: Decimal | None

    @property
    def is_over(self) -> bool:
        """Whether the headline is more than the fee."""
        return self.usd is not None and self.usd_fee is not None and self.usd > self.usd_fee

    @property
    def is_bounded(self) -> bool:
        """Whether it may have been less or more: not where an API reported everything, and the model is certain."""
        return self.usd_low is not None and self.usd_high is not None and self.usd_low < self.usd_high

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
            said += f"{humanize.dollars(self.usd)} ({humanize.basis(self.usd, self.usd_reported)}), {asked}"
            if self.usd_low is not None and self.usd_high is not None and self.is_bounded:
                said += f", from {humanize.dollars(self.usd_low)} to {humanize.dollars(self.usd_high)}"
            if self.requests_unpriced:
                said += f", {self.requests_unpriced:,} without a price"
        if self.usd_fee is not None:
            said += f"; plan {self.plans} {humanize.dollars(self.usd_fee)}"
        return said


def sentence(months: Sequence[Month], is_for_account: bool) -> str:
    """What the use would have cost, what lacks in that, and what came of the plans, as v1.subscription_value judges.

    ``is_for_account``: of one account only, which plans are not of: a fee is paid for all accounts of a vendor.
    """
    priced = [month.usd for month in months if month.usd is not None]
    unpriced, requests = sum(month.requests_unpriced for month in months), sum(month.requests for month in months)
    said = f"{_total(months, sum(priced, Decimal(0)))} on the API" if priced else "An unknown amount on the API"
    if unpriced:
        said += f", without {unpriced:,} of {humanize.count(requests, 'request')} that have no price"
    return f"{said}. {_plans(months, is_for_account)}"


def _total(months: Sequence[Month], usd: Decimal) -> str:
    """The sum, its range where it has one, and how much of it is reported."""
    low, high = (sum((getattr(month, name) or 0 for month in months), Decimal(0)) for name in ("usd_low", "usd_high"))
    found = [month.usd_reported for month in months if month.usd_reported is not None]
    said = humanize.basis(usd, sum(found, Decimal(0)) if found else None)
    between = f", from {humanize.dollars(low)} to {humanize.dollars(high)}" if low < high else ""
    return f"{humanize.dollars(usd)} ({said}{between})"


def _plans(months: Sequence[Month], is_for_account: bool) -> str:
    if is_for_account:
        return "Plans are paid for all accounts, so that none is drawn here."
    planned = [month for month in months if month.plans is not None]
    if not planned:
        return "No plan is recorded; state yours with: etl plan add."
    vendors = list(dict.fromkeys(month.vendor for month in planned))
    told = (_worth(vendor, [month for month in planned if month.vendor == vendor]) for vendor in vendors)
    return " ".join(told)


def _worth(vendor: str, months: Sequence[Month]) -> str:
    worth = sum(month.verdict == _WORTH for month in months)
    said = f"{humanize.vendor(vendor)}: the plan was worth it in {worth:,} of {humanize.count(len(months), 'month')}"
    savings = [month.saving for month in months if month.saving is not None]
    if savings:
        saved = sum(savings, Decimal(0))
        said += (
            f"; the API would have cost {humanize.dollars(abs(saved))} {'less' if saved < 0 else 'more'} than was paid"
        )
    unknown = len(months) - len(savings)
    return said + (f" ({humanize.count(unknown, 'month')} left out, as an amount is unknown)." if unknown else ".")
