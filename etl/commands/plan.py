"""etl plan: which subscriptions were paid, and when. Nobody but the user can know."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import click

from etl.commands.options import database_option, format_option
from etl.commands.output import show
from etl.commands.refresh import bring_in

_COLUMNS = {
    "period": "INTEGER",
    "vendor": "VARCHAR",
    "plan": "VARCHAR",
    "billing": "VARCHAR",
    "from_date": "DATE",
    "to_date": "DATE",
    "seats": "INTEGER",
    "usd_month": "DECIMAL(12, 2)",
    "price": "VARCHAR",
}


@click.group("plan")
def command() -> None:
    """Say which subscriptions you paid; etl report subscription then says whether they were worth it."""


@command.command("add")
@click.argument("vendor")
@click.argument("plan")
@click.option("--from", "since", required=True, help="First day, as 2023-03 or 2023-03-15.")
@click.option("--to", "until", help="Last day, as 2025-01 or 2025-01-15  [default: still running].")
@click.option("--price", help="US dollars you really paid, a month and seat  [default: the list price].")
@click.option("--seats", default="1", show_default=True, help="Seats you paid for.")
@click.option("--billing", type=click.Choice(["monthly", "annual"]), help="How it was billed.")
@database_option
def add(database: Path, **stated: str) -> None:
    """Add a period: etl plan add openai plus --from 2023-03 --to 2025-01"""
    from etl.state import plans

    kept = plans.subscribe(database, plans.Payment(**stated))
    for other in kept.overlapping:
        click.echo(f"It shares days with {other}; the fees of both count.", err=True)
    bring_in(database, f"Kept as period {kept.period}: {kept.told}.")


@command.command("list")
@database_option
@format_option
def list_periods(database: Path, form: str) -> None:
    """Print your periods; usd_month is a month and seat, your own price or the one listed on the first day."""
    from etl.reporting.reports.table import Table
    from etl.state import plans
    from etl.state.overrides import own

    rows = [_shown(row, plans.listed_price(row)) for row in own(database)[plans.TABLE]]
    show(Table("plans", tuple(_COLUMNS), tuple(_COLUMNS.values()), rows), form)


@command.command("remove")
@click.argument("period", type=int)
@database_option
def remove(period: int, database: Path) -> None:
    """Drop the period of that number, as etl plan list prints it."""
    from etl.state import plans

    bring_in(database, f"Dropped period {period}: {plans.unsubscribe(database, period)}.")


def _shown(row: dict[str, str | None], listed: Decimal | None) -> tuple[object, ...]:
    price = row["usd_month"]
    return (
        int(row["period"] or 0),
        row["vendor"],
        row["plan"],
        row["billing"],
        date.fromisoformat(row["from_date"] or ""),
        None if row["to_date"] is None else date.fromisoformat(row["to_date"]),
        int(row["seats"] or 0),
        listed if price is None else Decimal(price),
        "listed" if price is None else "own",
    )
