"""etl export VIEW: a view as a file."""

import sys
from functools import partial
from pathlib import Path

import click

from etl.commands.export_telling import raw_option, redact_option, tell_redacted, writing
from etl.commands.options import database_option
from etl.commands.progress import counting

_SUFFIXES = {".csv": "csv", ".jsonl": "jsonl", ".parquet": "parquet", ".md": "md"}


def command_of(typed: str) -> click.Command:
    """The command that exports the view of a name, as "messages" or "v1.messages"."""
    name = typed.removeprefix("v1.")

    @click.command(typed, help=f"Write the view {name} into a file.")
    @click.option("-o", "--output", required=True, help="The file; - is stdout.")
    @click.option(
        "--format",
        "form",
        type=click.Choice(("csv", "jsonl", "parquet", "md")),
        help="How to write it; by default as the file's name ends, else csv.",
    )
    @redact_option
    @raw_option
    @database_option
    def command(output: str, form: str | None, redact: bool, raw: bool, database: Path) -> None:
        _export(name, output, form or _SUFFIXES.get(Path(output).suffix.lower(), "csv"), redact, raw, database)

    return command


def _export(name: str, output: str, form: str, redact: bool, raw: bool, database: Path) -> None:
    from etl.export.views import view

    if output == "-" and form == "parquet":
        raise click.UsageError("Parquet is not for stdout; name a file with -o.")
    write = partial(view, database, name, form=form, redact=redact, raw=raw)
    with counting(name, "rows") as watch, writing(output):
        rows, outcome = write(target=sys.stdout.buffer if output == "-" else Path(output), watch=watch)
    click.echo(
        f"{rows:,} {'row' if rows == 1 else 'rows'} written to {'stdout' if output == '-' else output}", err=True
    )
    tell_redacted(redact, outcome.redacted)
