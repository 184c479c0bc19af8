"""etl export conversations: pages of Markdown, lines of JSON, rows of CSV, or pairs for training."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from etl.commands.export_telling import raw_option, redact_option, tell_redacted, writing
from etl.commands.options import database_option
from etl.commands.progress import counting

if TYPE_CHECKING:
    from etl.export.selection import Outcome

_FILES = {"jsonl": "conversations.jsonl", "csv": "messages.csv", "training": "training.jsonl"}
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("conversations")
@click.option(
    "-o", "--output", required=True, help="The folder; for jsonl, csv and training also a file or - (stdout)."
)
@click.option("--format", "form", type=click.Choice(("md", "jsonl", "csv")), help="How to write them.  [default: md]")
@click.option("--training", is_flag=True, help="Pairs of question and answer as JSONL, from the shown paths only.")
@click.option(
    "--branches", type=click.Choice(("current", "all")), default="current", show_default=True, help="Which branches."
)
@click.option("--hidden", is_flag=True, help="With what the product does not show: instructions, memory, system.")
@click.option("--since", type=_DAY, help="Only those with messages on or after this day, as 2025-01-31.")
@click.option("--until", type=_DAY, help="Only those with messages on or before this day.")
@click.option("--provider", help="One provider only.")
@click.option("--account", help="One account only.")
@click.option("--model", help="Only those in which this model answered.")
@click.option("--title-contains", "title", help="Only those with these words in the title.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The N oldest of them only.")
@redact_option
@raw_option
@database_option
def command(
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
    with counting("exporting", "conversations") as watch, writing(output):
        if form == "md":
            outcome = pages(database, Path(output), choice, watch, redact=redact)
        else:
            stream = sys.stdout.buffer if target is None else target
            outcome = one_file(database, stream, form, choice, watch, redact=redact, raw=raw)
    _tell(outcome, "stdout" if target is None else str(target))
    tell_redacted(redact, outcome.redacted)


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
    click.echo(written, err=True)
    if outcome.left_out.total():
        reasons = ", ".join(f"{number:,} {why}" for why, number in outcome.left_out.most_common() if number)
        click.echo(f"Left out: {_many(outcome.left_out.total(), 'message')} ({reasons})", err=True)
    for why, number in outcome.passed_over.items():
        click.echo(f"Left out: {_many(number, 'conversation')} {why}", err=True)


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
