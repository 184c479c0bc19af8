"""A command as a user types it."""

from pathlib import Path

from click.testing import CliRunner, Result

from etl.commands.cli import main


def etl(database: Path, *arguments: str) -> Result:
    """What a command says of a database."""
    return CliRunner().invoke(main, [*arguments, "--db", str(database)], catch_exceptions=False)
