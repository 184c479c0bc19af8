"""etl report: answers, from the views."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import click

from etl.commands.options import DAY, database_option, format_option
from etl.commands.output import show, terminal_width, wants_colour


def _dollars(_: click.Context, option: click.Parameter, value: str | None) -> Decimal | None:
    from etl.state.prices import amount

    return None if value is None else amount(value, 2, str(option.name))


@click.command("report")
@click.argument("name", required=False)
@database_option
@format_option
@click.option("--by", help="A variant of the report, as in: etl report costs --by model.")
@click.option("--since", type=DAY, help="First day, as 2025-01-31.")
@click.option("--until", type=DAY, help="Last day.")
@click.option("--provider", help="One provider only.")
@click.option("--model", help="One model only.")
@click.option("--account", help="One account only.")
@click.option(
    "--hidden-prompt-tokens",
    type=click.IntRange(0, 1_000_000),
    metavar="N",
    help="Tokens of a prompt that no export shows, for the high bound of costs (default: 0).",
)
@click.option("--limit", metavar="DOLLARS", callback=_dollars, help="What a window of five hours may cost, for blocks.")
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write every report and chart into one HTML file that needs no network.",
)
@click.option("--no-titles", is_flag=True, help="With --html: leave out the section that names chats and projects.")
def command(
    name: str | None,
    database: Path,
    form: str,
    by: str | None,
    page: Path | None,
    no_titles: bool,
    **filters: object,
) -> None:
    """Print a report; without a name, the list of reports with the question each answers."""
    from etl.reporting.formats.render import asides
    from etl.reporting.reports.catalogue import catalogue
    from etl.reporting.reports.known import demand_known
    from etl.reporting.reports.run import run

    demand_known(database, filters)
    if page is not None:
        _write_page(database, page, name, filters, not no_titles)
        return
    table = catalogue() if name is None else run(database, name, filters, by)
    show(table, form, _pictures(database, filters) if name == "overview" and form == "table" else ())
    for aside in asides(table, form):
        click.echo(aside, nl=False, err=True)


def _write_page(database: Path, file: Path, name: str | None, filters: Mapping[str, object], has_titles: bool) -> None:
    from etl.errors import QueryError
    from etl.files import whole
    from etl.reporting.html.document import write

    if name is not None:
        raise QueryError(f"The HTML report holds every report; leave out '{name}'.")
    with whole(file) as stream:
        write(database, filters, stream, has_titles)
    click.echo(f"{file}: every chart and report, {file.stat().st_size:,} bytes; open it in a browser.", err=True)


def _pictures(database: Path, filters: Mapping[str, object]) -> Iterator[str]:
    """What stands above the overview on a terminal, and in plain characters in a pipe."""
    from etl.reporting.formats.render import pictured
    from etl.reporting.formats.terminal.palette import COLOUR, PLAIN
    from etl.reporting.reports.run import pictures

    ink = COLOUR if wants_colour() else PLAIN
    return pictured(pictures(database, filters), terminal_width(), ink)
