"""etl report: answers, from the views."""

from pathlib import Path

import click

from etl.commands import database_option, format_option, show


@click.command("report")
@click.argument("name", required=False)
@database_option
@format_option
@click.option("--by", help="A variant of the report, as in: etl report costs --by model.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day, as 2025-01-31.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day.")
@click.option("--provider", help="One provider only.")
@click.option("--model", help="One model only.")
@click.option("--account", help="One account only.")
@click.option(
    "--hidden-prompt-tokens",
    type=click.IntRange(0, 1_000_000),
    metavar="N",
    help="Tokens of a prompt that no export shows, for the high bound of costs (default: 0).",
)
def command(name: str | None, database: Path, form: str, by: str | None, **filters: object) -> None:
    """Print a report; without a name, the list of reports with the question each answers."""
    from etl import formats, reports

    table = reports.catalogue() if name is None else reports.run(database, name, filters, by)
    show(table, form)
    for aside in formats.asides(table, form):
        click.echo(aside, nl=False, err=True)
