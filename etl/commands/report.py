"""etl report: answers, from the views."""

from pathlib import Path

import click

from etl.commands import database_option, format_option, show


@click.command("report")
@click.argument("name", required=False)
@database_option
@format_option
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day, as 2025-01-31.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day.")
@click.option("--provider", help="One provider only.")
@click.option("--model", help="One model only.")
@click.option("--account", help="One account only.")
def command(name: str | None, database: Path, form: str, **filters: object) -> None:
    """Print a report; without a name, the list of reports with the question each answers."""
    from etl import reports

    show(reports.catalogue() if name is None else reports.run(database, name, filters), form)
