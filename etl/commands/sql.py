"""etl sql: one read-only statement, answered."""

from pathlib import Path

import click

from etl.commands.options import database_option, format_option
from etl.commands.output import say, terminal_width


@click.command("sql")
@click.argument("statement")
@database_option
@format_option
@click.option(
    "--timeout",
    "seconds",
    type=click.FloatRange(min=0),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="End a statement that works for longer; 0 for never.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=1_000_000,
    show_default=True,
    metavar="ROWS",
    help="Print no more rows; 0 for all.",
)
def command(statement: str, database: Path, form: str, seconds: float, limit: int) -> None:
    """Ask the database in SQL: etl sql "from daily_usage limit 5".

    It answers one question, reads nothing but the database and writes nothing. What etl search finds is a table here:
    from search('night train').
    """
    from etl.reporting.sql.runner import printed

    def warn(sentence: str) -> None:
        click.echo(sentence, err=True)

    say(printed(database, statement, form, terminal_width(), seconds=seconds, limit=limit, warn=warn), form)
