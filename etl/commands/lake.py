"""etl lake: views over a lake, a database made of it, and its old files removed."""

from pathlib import Path

import click

from etl.commands import lake_spark
from etl.commands.options import kept, of_lake
from etl.reporting.controls import on_one_line


@click.group("lake")
def command() -> None:
    """A lake: the exports of many people as Parquet files. It is made by: etl load --lake DIR EXPORTS"""


_PLACE = click.argument("lake", metavar="DIR", type=click.Path(path_type=Path), callback=of_lake)


@command.command("views")
@_PLACE
@click.option(
    "--engine",
    type=click.Choice(("duckdb", "spark")),
    default="duckdb",
    show_default=True,
    help="Who is to read them.",
)
@click.option("--master", help="With --engine spark: the address of the cluster.")
@click.option("--sql", "is_printed", is_flag=True, help="With --engine spark: print the statements that make them.")
def make_views(lake: Path, engine: str, master: str | None, is_printed: bool) -> None:
    """Make the views of v1 over the Parquet files: in DIR/lake.duckdb, without rows, or in a catalog of Spark."""
    if engine == "duckdb":
        if master or is_printed:
            raise click.UsageError("--master and --sql are for Spark; say so: --engine spark.")
        from etl.lake.database import views

        click.echo(on_one_line(f"{views(lake)}"))
    elif is_printed:
        for statement in lake_spark.statements(lake):
            click.echo(statement)
    else:
        click.echo(on_one_line(lake_spark.make(lake, master)), err=True)


@command.command("serve")
@_PLACE
@click.option(
    "--to", "database", required=True, type=click.Path(path_type=Path), callback=kept, help="The database to make."
)
def serve_database(lake: Path, database: Path) -> None:
    """Make a database of all the lake's rows, as a load makes one: for reports, the app and BI tools."""
    from etl.lake.database import serve

    generation = serve(lake, database)
    told = f"Database  {database}, generation {generation.number}; next: etl report overview --db {database}"
    click.echo(on_one_line(told), err=True)


@command.command("tidy")
@_PLACE
def tidy_up(lake: Path) -> None:
    """Remove the files of old generations, but for what was current within the last hour."""
    from etl.lake.tidy import tidy

    done = tidy(lake)
    kept = f"; {done.kept:,} older generations are kept for who may still read them" if done.kept else ""
    click.echo(on_one_line(f"Removed   {done.files:,} files ({done.bytes / 1_000_000:,.1f} MB){kept}"), err=True)
