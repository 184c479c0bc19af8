"""Whether the plans were worth their fees, in a sentence; the verdicts are those of v1.subscription_value."""

from collections.abc import Sequence
from decimal import Decimal

from etl.reporting.charts.cost_months import Month
from etl.reporting.formats import humanize

_WORTH = "subscription cheaper"


def sentence(months: Sequence[Month], is_for_account: bool) -> str:
    """What the use would have cost, what lacks in that, and what came of the plans.

    ``is_for_account``: of one account only, which plans are not of: a fee is paid for all accounts of a vendor.
    """
    priced = [month.usd for month in months if month.usd is not None]
    unpriced, requests = sum(month.requests_unpriced for month in months), sum(month.requests for month in months)
    total = humanize.dollars(sum(priced, Decimal(0))) if priced else "an unknown amount"
    said = f"Estimate: {total} on the API"
    if unpriced:
        said += f", without {unpriced:,} of {humanize.count(requests, 'request')} that have no price"
    return f"{said}. {_plans(months, is_for_account)}"


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
