"""etl doctor: is everything all right?"""

from pathlib import Path

import click

from etl.commands.options import database_option, format_option
from etl.commands.output import show


@click.command("doctor")
@database_option
@format_option
def command(database: Path, form: str) -> None:
    """Check the database: file, format, sizes, time zone, what is uncertain in it."""
    from etl.checks.doctor import examine

    show(examine(database), form)
