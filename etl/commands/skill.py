"""etl skill: how an agent that types commands asks the history."""

from pathlib import Path

import click

from etl.commands.options import database_option
from etl.commands.output import say


@click.command("skill")
@database_option
def command(database: Path) -> None:
    """Print instructions for an agent that types commands, to be kept as SKILL.md where it looks for such."""
    from etl.mcp.skill import skill

    say([skill(database)], "md")
