"""etl prices: what models cost, which model stands behind a name or behind no name, and what the user knows better."""

from collections.abc import Sequence
from pathlib import Path

import click

from etl.commands.options import database_option, format_option
from etl.commands.output import show
from etl.commands.refresh import bring_in

_LATER = "Token counts of conversations already loaded follow at the next load of their export."
_RULE = ("slug", "api_model", "vendor", "provider", "valid_from", "status", "match", "encoding_witness")
_ASSUMPTION = ("period", "provider", "slug", "from_date", "to_date")


@click.group("prices")
def command() -> None:
    """See what models cost, and add prices, names and models of your own: they win over ours."""


@command.command("list")
@click.argument("model", required=False)
@database_option
@format_option
def list_prices(model: str | None, database: Path, form: str) -> None:
    """Print how the price of MODEL went, or of all: US dollars per million tokens, the newest last.

    With a MODEL, what very long requests cost as well, where that is more, and what each tier does: fast, flex, batch.
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
    """Compare our newest prices with those inside the Python packages genai-prices and litellm; nothing is fetched.

    Of either that is installed: what differs, and what models only one side has. Of litellm the file of prices is
    enough, so that it may be installed without its dependencies.
    """
    from etl.errors import SettingError
    from etl.reporting import extras
    from etl.reporting.reports.table import Table
    from etl.state.overrides import shipped
    from etl.warehouse.pricing import price_check, price_lists

    prices = shipped("pricing")
    day = price_check.newest_day(shipped("sources"))
    lists = price_lists.installed({str(row["vendor"]) for row in prices}, day)
    if not lists:
        said = f"Neither genai-prices nor litellm is installed; add one with: {extras.install('genai-prices')}"
        raise SettingError(said)
    found = price_check.compare(prices, shipped("price_tiers"), shipped("model_map"), lists, day)
    columns = price_check.COLUMNS
    show(Table("differences", tuple(columns), tuple(columns.values()), sorted(found.rows, key=str)), form)
    for one in lists:
        click.echo(
            f"{found.models} models on {day}, against {one.name} {one.edition}: {found.told(one.name)}.", err=True
        )


@command.command("map")
@click.argument("slug", required=False)
@click.argument("model", required=False)
@click.option("--vendor", help="Who sells MODEL, where several do.")
@click.option("--provider", help="Whose chats it is for: chatgpt, codex  [default: anybody's].")
@click.option("--from", "valid_from", help="First day it holds  [default: always].")
@click.option("--status", type=click.Choice(["mapped", "proxy"]), default="mapped", show_default=True)
@database_option
@format_option
def map_name(slug: str | None, model: str | None, database: Path, form: str, **stated: str | None) -> None:
    """Say that the model a chat names SLUG is MODEL (mapped), or is nearest to it (proxy); alone: list your rules."""
    from etl.errors import SettingError
    from etl.state import rules
    from etl.state.overrides import own

    if slug is None:
        _show("rules", _RULE, own(database)[rules.TABLE], form)
        return
    if model is None:
        raise SettingError(f"Which model is {slug}? etl prices map {slug} MODEL, with a MODEL of: etl prices list")
    told = rules.add_rule(database, {"slug": slug, "api_model": model, **stated})
    bring_in(database, f"Kept {told}.")


@command.command("assume")
@click.argument("slug", required=False)
@click.option("--provider", help="Whose chats: claude, chatgpt.")
@click.option("--from", "since", help="First day  [default: from the beginning].")
@click.option("--to", "until", help="Last day  [default: still].")
@database_option
@format_option
def assume(
    slug: str | None, provider: str | None, since: str | None, until: str | None, database: Path, form: str
) -> None:
    """Say which model answered where an export names none; alone: list what you assume."""
    from etl.errors import SettingError
    from etl.state import assumptions
    from etl.state.overrides import own

    if slug is None:
        _show("assumptions", _ASSUMPTION, own(database)[assumptions.TABLE], form)
        return
    if provider is None:
        raise SettingError(f"Whose chats were answered by {slug}? Say so, like --provider claude.")
    told = assumptions.assume(database, provider, slug, (since, until))
    bring_in(database, f"Kept {told}. {_LATER}")


@command.group("remove")
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

    bring_in(database, f"Dropped assumption {period}: {assumptions.forget(database, period)}. {_LATER}")


def _show(name: str, columns: Sequence[str], rows: Sequence[dict[str, str | None]], form: str) -> None:
    from etl.reporting.reports.table import Table

    show(Table(name, tuple(columns), ("VARCHAR",) * len(columns), [tuple(map(row.get, columns)) for row in rows]), form)
