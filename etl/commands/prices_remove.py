"""etl prices remove: drop what the user added; ours then holds again."""

from pathlib import Path

import click

from etl.commands.options import database_option
from etl.commands.prices_rules import LATER
from etl.commands.refresh import bring_in


@click.group("remove")
def remove() -> None:
    """Drop a price, a rule or an assumption of your own."""


@remove.command("price")
@click.argument("vendor")
@click.argument("model")
@click.argument("day")
@database_option
def price(vendor: str, model: str, day: str, database: Path) -> None:
    """Drop your price of a model that holds from DAY."""
    from etl.state import prices

    prices.remove_price(database, vendor, model, day)
    bring_in(database, f"Dropped your price of {model} from {day}.")


@remove.command("rule")
@click.argument("slug")
@database_option
def rule(slug: str, database: Path) -> None:
    """Drop your rules for SLUG, as etl prices map prints them."""
    from etl.state import rules

    number = rules.remove_rule(database, slug)
    bring_in(database, f"Dropped your {'rule' if number == 1 else f'{number} rules'} for {slug}.")


@remove.command("assumption")
@click.argument("period", type=int)
@database_option
def assumption(period: int, database: Path) -> None:
    """Drop the assumption of that number, as etl prices assume prints it."""
    from etl.state import assumptions

    bring_in(database, f"Dropped assumption {period}: {assumptions.forget(database, period)}. {LATER}")
