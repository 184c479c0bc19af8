"""etl prices: what models cost, and what the user knows better."""

from pathlib import Path

import click

from etl.commands.options import database_option, format_option
from etl.commands.output import show
from etl.commands.prices_remove import remove
from etl.commands.prices_rules import assume, map_name
from etl.commands.refresh import bring_in


@click.group("prices")
def command() -> None:
    """See what models cost, and add prices, names and models of your own: they win over ours."""


@command.command("list")
@click.argument("model", required=False)
@database_option
@format_option
def list_prices(model: str | None, database: Path, form: str) -> None:
    """Print how the price of MODEL went, or of all: US dollars per million tokens, the newest last.

    With a MODEL, what very long requests cost as well, where that is more.
    """
    from etl.reporting.reports.table import Table
    from etl.state.overrides import own
    from etl.warehouse.pricing.history import COLUMNS, history

    found = history(own(database), model)
    types = tuple(COLUMNS[name] for name in found.columns)
    show(Table("prices", found.columns, types, found.rows, tuple(found.sources)), form)


@command.command("add")
@click.argument("vendor", metavar="VENDOR|FILE.csv")
@click.argument("model", required=False)
@click.option("--from", "valid_from", help="First day it holds, as 2025-01-31.")
@click.option("--input", "input", help="US dollars for a million input tokens.")
@click.option("--output", "output", help="US dollars for a million output tokens.")
@click.option("--cached", "cached_read", help="The same for input read from the prompt cache.")
@click.option("--write", "cache_write", help="The same for input written to the prompt cache.")
@database_option
def add(vendor: str, model: str | None, database: Path, **figures: str | None) -> None:
    """Add a price, or the rows of a CSV file with the columns of our own: of prices, or of rules for names."""
    from etl.errors import SettingError
    from etl.state import csv_import, prices

    is_sheet = model is None and not any(figures.values())
    if not is_sheet and None in (model, figures["valid_from"], figures["input"], figures["output"]):
        raise SettingError("A price is given as: etl prices add VENDOR MODEL --from DAY --input X --output Y")
    if is_sheet:
        added = csv_import.add_sheet(database, Path(vendor))
    else:
        added = prices.add_price(database, {"vendor": vendor, "api_model": model, "confidence": "high", **figures})
    if added.new_vendors:
        click.echo(f"New vendor: {added.new_vendors}; if that is a slip, remove the price and add it again.", err=True)
    bring_in(database, f"Kept: {added.told}.")


@command.command("check")
@format_option
def check(form: str) -> None:
    """Compare our newest prices with those inside the Python package genai-prices; nothing is fetched."""
    from etl.reporting.reports.table import Table
    from etl.state.reference import shipped
    from etl.warehouse.pricing.genai_prices import COLUMNS, compare

    found = compare(shipped("pricing"))
    show(Table("differences", tuple(COLUMNS), tuple(COLUMNS.values()), found.rows), form)
    click.echo(
        f"{found.models} models on {found.day}, against genai-prices {found.edition}: "
        f"{found.unknown} are unknown there, {found.models - found.unknown - found.differing} agree in every figure.",
        err=True,
    )


for _one in (map_name, assume, remove):
    command.add_command(_one)
