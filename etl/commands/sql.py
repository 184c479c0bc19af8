"""etl sql: one read-only statement, answered."""

from pathlib import Path

import click

from etl.commands.options import database_option, format_option
from etl.commands.output import show


@click.command("sql")
@click.argument("statement")
@database_option
@format_option
def command(statement: str, database: Path, form: str) -> None:
    """Ask the database in SQL: etl sql "from daily_usage limit 5". It is opened for reading only."""
    from etl.reporting.reports.sql import query

    show(query(database, statement), form)
