"""etl backfill: the days of a Claude export for a VS Code extension, in place of backfill_claude_export.py."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from etl.backfill.day import Tally
    from etl.backfill.exact import Exactly

_PATH = click.Path(path_type=Path)


@click.command("backfill")
@click.argument("export", type=_PATH)
@click.option("--db", "database", type=_PATH, help="The extension's database  [default: ~/.claude/analytics.db].")
@click.option("--create", is_flag=True, help="Make that database if it is not there.")
@click.option("--json-only", is_flag=True, help="Write only the JSON summary, no database.")
@click.option("--output", "-o", type=_PATH, help="The summary  [default: backfill_summary.json beside the export].")
@click.option("--exact", "is_exact", is_flag=True, help="Our own numbers instead of the older tool's.")
@click.option("--assume-claude-model", "model", help="With --exact: the model that answered in these chats.")
@click.option("--timezone", "zone", help="With --exact: your time zone, for days and hours: Europe/Zurich.")
@click.option("--yes", "-y", "--skip-prompt", "is_agreed", is_flag=True, help="Do not ask before writing.")
def command(
    export: Path,
    database: Path | None,
    create: bool,
    json_only: bool,
    output: Path | None,
    is_exact: bool,
    model: str | None,
    zone: str | None,
    is_agreed: bool,
) -> None:
    """Add the days of a Claude export (zip or folder) to the database of the extension Claude Usage Analytics.

    Days that are there already are kept as they are. The numbers are those backfill_claude_export.py would give,
    so that a series continues; --exact counts as etl load does: real tokens, prices of the day, local days.
    """
    from etl.backfill import analytics_db
    from etl.backfill import summary as summaries
    from etl.backfill.exact import Exactly
    from etl.commands.backfill_summary import imported, left_out, lines
    from etl.errors import SettingError

    if (model or zone) and not is_exact:
        raise SettingError("--assume-claude-model and --timezone need --exact: the older tool's numbers know neither.")
    export, database = export.expanduser(), (database or Path("~/.claude/analytics.db")).expanduser()
    if not json_only:
        analytics_db.demand(database, create)
    tally = _tally(export, Exactly(zone, model) if is_exact else None)
    summary = summaries.summarise(tally.days, datetime.now())
    output = output or summaries.output_path(export)
    summaries.write(summary, output)
    click.echo(f"JSON summary exported to: {output}\n")
    if not json_only and _agrees(is_agreed, len(tally.days), database):
        for line in imported(database, analytics_db.keep(database, tally.days)):
            click.echo(line)
    for line in lines(summary, is_exact):
        click.echo(line)
    for line in left_out(tally):
        click.echo(line, err=True)


def _tally(export: Path, how: Exactly | None) -> Tally:
    from etl.backfill.estimate import estimate
    from etl.backfill.exact import exact

    if how is None:
        return estimate([export])
    from etl.commands.progress import progress
    from etl.pipeline.no_pandas import do_without_pandas

    do_without_pandas()
    with progress() as report:
        return exact([export], how, report)


def _agrees(is_agreed: bool, days: int, database: Path) -> bool:
    """Asks a person; a script, which could not answer, is taken to know what it does."""
    if is_agreed or not sys.stdin.isatty():
        return True
    return click.confirm(f"Add those of {days:,} days that {database} lacks?", default=True)
