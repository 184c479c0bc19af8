"""etl budget: what one means to spend at most, shown beside what was spent."""

from decimal import Decimal
from pathlib import Path

import click

from etl.commands.options import database_option, format_option
from etl.commands.output import show
from etl.commands.refresh import bring_in

_COLUMNS = {"per": "VARCHAR", "project": "VARCHAR", "usd": "DECIMAL(12, 2)"}
_PERIODS = ("day", "week", "month")

_per = click.option(
    "--per",
    type=click.Choice(_PERIODS),
    default="month",
    show_default=True,
    help="In what time; a week begins on Monday.",
)
_project = click.option(
    "--project", help="On one project: its name, its folder, or the last part of that  [default: on all together]."
)


@click.group("budget")
def command() -> None:
    """Say what you mean to spend at most; reports and the status line then say how much of it is gone."""


@command.command("set")
@click.argument("usd", metavar="DOLLARS")
@_per
@_project
@database_option
def keep_one(usd: str, per: str, project: str | None, database: Path) -> None:
    """Set a budget: etl budget set 50 --per month"""
    from etl.state import budgets

    bring_in(database, f"Kept: {budgets.keep(database, usd, per, project)}.")


@command.command("list")
@database_option
@format_option
def list_budgets(database: Path, form: str) -> None:
    """Print your budgets; etl report budgets says how much of each is spent."""
    from etl.reporting.reports.table import Table
    from etl.state import budgets
    from etl.state.overrides import own

    rows = [(row["per"], row["project"], Decimal(row["usd"] or 0)) for row in own(database)[budgets.TABLE]]
    show(Table("budgets", tuple(_COLUMNS), tuple(_COLUMNS.values()), rows), form)


@command.command("remove")
@_per
@_project
@database_option
def remove(per: str, project: str | None, database: Path) -> None:
    """Drop a budget: etl budget remove --per month"""
    from etl.state import budgets

    bring_in(database, f"Dropped: {budgets.drop(database, per, project)}.")
