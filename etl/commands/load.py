"""etl load: exports in, one database file out."""

from pathlib import Path

import click

from etl.commands import database_option


@click.command("load")
@click.argument("exports", nargs=-1, required=True, type=click.Path(path_type=Path))
@database_option
@click.option("--account", help="A name for whose export this is, when the export does not say.")
@click.option("--timezone", "zone", help="Your time zone, for days and hours: Europe/Zurich.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Worker processes  [default: one a core].")
@click.option("--parquet", type=click.Path(path_type=Path), help="Write Parquet files here instead of a database.")
@click.option("--no-text", is_flag=True, help="Store every number, but no message's words.")
@click.option("--assume-claude-model", "claude_model", help="The model that answered in Claude's chats; remembered.")
@click.option("--strict", is_flag=True, help="Exit with status 1 if anything was odd.")
@click.option("--dry-run", is_flag=True, help="Read and count everything, write nothing.")
def command(
    exports: tuple[Path, ...],
    database: Path,
    account: str | None,
    zone: str | None,
    jobs: int | None,
    parquet: Path | None,
    no_text: bool,
    claude_model: str | None,
    strict: bool,
    dry_run: bool,
) -> None:
    """Load exports (zip, folder or .json) into the database.

    Loading the same export again changes nothing; a newer export adds what is new and keeps what it no longer has.
    """
    from etl.aside import load_parquet, rehearse
    from etl.commands.progress import progress
    from etl.commands.summary import counted, lines
    from etl.lean import do_without_pandas
    from etl.load import Options, load
    from etl.state import assumptions

    do_without_pandas()
    if claude_model:
        assumptions.assume_always(database, "claude", claude_model)
    options = Options(database, account, zone, jobs, not no_text)
    with progress() as report:
        if parquet and not dry_run:
            intakes = load_parquet(exports, parquet, options, report)
        elif dry_run:
            intakes = [rehearse(exports, options, report)]
        else:
            loaded = load(exports, options, report)
            intakes = [loaded.intake]
    for line in counted(intakes, None if dry_run else parquet) if parquet or dry_run else lines(loaded, database):
        click.echo(line, err=True)
    if strict and any(intake.issues for intake in intakes):
        raise SystemExit(1)
