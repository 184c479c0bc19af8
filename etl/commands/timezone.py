"""etl timezone: cut days and hours in another zone."""

from pathlib import Path

import click

from etl.commands.options import database_option


@click.command("timezone")
@click.argument("zone")
@database_option
def command(zone: str, database: Path) -> None:
    """Write all local days and hours anew, in ZONE (like Europe/Zurich), and remember it."""
    from etl.warehouse.build.renew import rezone

    rezone(database, zone)
    click.echo(f"All days and hours of {database} are now those of {zone}.", err=True)
