"""etl doctor: is everything all right?"""

from pathlib import Path

import click

from etl.commands.options import FORMATS, database_option
from etl.commands.output import show


@click.command("doctor")
@database_option
@click.option("--format", "form", type=click.Choice(FORMATS), help="How to print  [default: table; of --share, md].")
@click.option("--share", "is_shared", is_flag=True, help="Print what a report of a bug needs, without a word of yours.")
def command(database: Path, form: str | None, is_shared: bool) -> None:
    """Check the database: file, format, sizes, time zone, what is uncertain in it.

    With --share, print versions and counts for a report of a bug: no word of a chat, no title, name, id or path.
    """
    if is_shared:
        from etl.checks.share import share

        show(share(database), form or "md")
        return
    from etl.checks.doctor import examine

    show(examine(database), form or "table")
