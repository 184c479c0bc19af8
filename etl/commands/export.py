"""etl export: conversations as pages of Markdown, JSON, CSV or pairs for training, and any view, as files."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from etl.commands.options import DAY, database_option
from etl.commands.progress import counting
from etl.errors import EtlError
from etl.reporting.controls import on_one_line

if TYPE_CHECKING:
    from etl.export.selection import Outcome

_FILES = {"jsonl": "conversations.jsonl", "csv": "messages.csv", "training": "training.jsonl"}
_SUFFIXES = {".csv": "csv", ".jsonl": "jsonl", ".parquet": "parquet", ".md": "md"}


def _redact_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--redact of every export."""
    text = "Put mail addresses, phone numbers, keys, card numbers and IBANs out of sight, as far as their form tells."
    return click.option("--redact", is_flag=True, help=text)(function)


def _raw_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--raw of every export."""
    text = "In CSV, leave texts as they are that a spreadsheet would take for formulas."
    return click.option("--raw", is_flag=True, help=text)(function)


class _Exports(click.Group):
    """The conversations, and a command for whatever view is named: which there are, the database knows."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or _of_view(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("What"):
            formatter.write_dl(
                [
                    ("conversations", "every conversation as a page of Markdown, or all as JSONL or CSV"),
                    ("artifacts", "the latest version of what models wrote beside chats, a file each"),
                    ("messages, VIEW", "a view of schema v1 as csv, jsonl, parquet or md (v1.conversations too)"),
                ]
            )


@click.group("export", cls=_Exports, subcommand_metavar="WHAT [OPTIONS]")
def command() -> None:
    """Write conversations or views into files.

    \b
    etl export conversations -o chats                    a page of Markdown each
    etl export messages --format parquet -o m.parquet    a view, of any size
    """


@command.command("conversations")
@click.option(
    "-o", "--output", required=True, help="The folder; for jsonl, csv and training also a file or - (stdout)."
)
@click.option("--format", "form", type=click.Choice(("md", "jsonl", "csv")), help="How to write them.  [default: md]")
@click.option("--training", is_flag=True, help="Pairs of question and answer as JSONL, from the shown paths only.")
@click.option(
    "--branches", type=click.Choice(("current", "all")), default="current", show_default=True, help="Which branches."
)
@click.option("--hidden", is_flag=True, help="With what the product does not show: instructions, memory, system.")
@click.option("--since", type=DAY, help="Only those with messages on or after this day, as 2025-01-31.")
@click.option("--until", type=DAY, help="Only those with messages on or before this day.")
@click.option("--provider", help="One provider only.")
@click.option("--account", help="One account only.")
@click.option("--model", help="Only those in which this model answered.")
@click.option("--title-contains", "title", help="Only those with these words in the title.")
@click.option("--matching", metavar="WORDS", help="Only those that etl search finds by these words and filters.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The N oldest of them only.")
@_redact_option
@_raw_option
@database_option
def conversations(
    output: str,
    form: str | None,
    training: bool,
    branches: str,
    redact: bool,
    raw: bool,
    database: Path,
    since: datetime | None,
    until: datetime | None,
    **chosen: object,
) -> None:
    """Write conversations: each as a page of Markdown in folders by year and month, or all into one file."""
    from etl.export.chats import one_file, pages
    from etl.export.selection import Choice

    if training and (form is not None or branches == "all"):
        raise click.UsageError("--training has a form of its own and takes the shown paths only; leave the other out.")
    choice = Choice(since=_day(since), until=_day(until), branches=branches == "all", **chosen)  # type: ignore[arg-type]
    form = "training" if training else form or "md"
    target = _target(output, form)
    with counting("exporting", "conversations") as watch, _writing(output):
        if form == "md":
            outcome = pages(database, Path(output), choice, watch, redact=redact)
        else:
            stream = sys.stdout.buffer if target is None else target
            outcome = one_file(database, stream, form, choice, watch, redact=redact, raw=raw)
    _tell(outcome, "stdout" if target is None else str(target))
    _tell_redacted(redact, outcome.redacted)


@command.command("artifacts")
@click.option("-o", "--output", required=True, help="The folder.")
@_redact_option
@database_option
def documents(output: str, redact: bool, database: Path) -> None:
    """Write the latest version of every artifact and canvas into a folder, a file each."""
    from etl.export.artifacts import artifacts
    from etl.reporting.redact import Redactor, unchanged

    hide = Redactor() if redact else unchanged
    with _writing(output):
        written, left_out = artifacts(database, Path(output), hide)
    click.echo(f"{_many(written, 'document')} written to {on_one_line(output)}", err=True)
    for why, number in left_out.items():
        click.echo(f"Left out: {_many(number, 'document')} {why}", err=True)
    _tell_redacted(redact, hide.replaced if isinstance(hide, Redactor) else Counter())


def _of_view(typed: str) -> click.Command:
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
    @_redact_option
    @_raw_option
    @database_option
    def exported(output: str, form: str | None, redact: bool, raw: bool, database: Path) -> None:
        _export_view(name, output, form or _SUFFIXES.get(Path(output).suffix.lower(), "csv"), redact, raw, database)

    return exported


def _export_view(name: str, output: str, form: str, redact: bool, raw: bool, database: Path) -> None:
    from etl.export.views import view

    if output == "-" and form == "parquet":
        raise click.UsageError("Parquet is not for stdout; name a file with -o.")
    write = partial(view, database, name, form=form, redact=redact, raw=raw)
    with counting(name, "rows") as watch, _writing(output):
        rows, outcome = write(target=sys.stdout.buffer if output == "-" else Path(output), watch=watch)
    place = "stdout" if output == "-" else on_one_line(output)
    click.echo(f"{_many(rows, 'row')} written to {place}", err=True)
    _tell_redacted(redact, outcome.redacted)


def _target(output: str, form: str) -> Path | None:
    """The folder or file to write; None is stdout."""
    if output == "-":
        if form == "md":
            raise click.UsageError("Pages of Markdown need a folder; name one with -o.")
        return None
    path = Path(output)
    if form == "md":
        if path.exists() and not path.is_dir():
            raise click.UsageError(f"{output} is a file; pages of Markdown need a folder.")
        return path
    return path / _FILES[form] if path.is_dir() else path


def _day(at: datetime | None) -> date | None:
    return None if at is None else at.date()


def _tell(outcome: Outcome, place: str) -> None:
    """What was written and, reason by reason, what was not: together all messages of those conversations."""
    written = f"{_many(outcome.conversations, 'conversation')}, {_many(outcome.messages, 'message')} written to {place}"
    click.echo(on_one_line(written), err=True)
    if outcome.left_out.total():
        reasons = ", ".join(f"{number:,} {why}" for why, number in outcome.left_out.most_common() if number)
        click.echo(f"Left out: {_many(outcome.left_out.total(), 'message')} ({reasons})", err=True)
    for why, number in outcome.passed_over.items():
        click.echo(f"Left out: {_many(number, 'conversation')} {why}", err=True)


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _tell_redacted(redact: bool, replaced: Counter[str]) -> None:
    """A line on stderr about what was hidden."""
    if redact:
        from etl.reporting.redact import described

        found = ", ".join(described(replaced)) or "nothing"
        click.echo(f"Redacted, as a best effort: {found}", err=True)


@contextmanager
def _writing(output: str) -> Iterator[None]:
    """Turns a stream that cannot be written to into one sentence."""
    try:
        yield
        if output == "-":
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise EtlError(f"The export cannot be written ({error.strerror}); choose another place for it.") from error
