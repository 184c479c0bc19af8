"""etl backfill: the days of a Claude export for a VS Code extension, in place of backfill_claude_export.py.

What it prints is the summary of that older tool, in its words and columns.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from etl.export.backfill.analytics_db import Kept
    from etl.export.backfill.day import Tally
    from etl.export.backfill.exact import Exactly
    from etl.export.backfill.summary import Json

_PATH = click.Path(path_type=Path)
_RULE = "=" * 60
_SHOWN = 5
"""Languages shown."""


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
    from etl.errors import SettingError
    from etl.export.backfill import analytics_db, summary
    from etl.export.backfill.exact import Exactly

    if (model or zone) and not is_exact:
        raise SettingError("--assume-claude-model and --timezone need --exact: the older tool's numbers know neither.")
    export, database = export.expanduser(), (database or Path("~/.claude/analytics.db")).expanduser()
    if not json_only:
        analytics_db.demand(database, create)
    tally = _tally(export, Exactly(zone, model) if is_exact else None)
    told = summary.summarise(tally.days, datetime.now())
    output = output or summary.output_path(export)
    summary.write(told, output)
    click.echo(f"JSON summary exported to: {output}\n")
    if not json_only and _agrees(is_agreed, len(tally.days), database):
        for line in _imported(database, analytics_db.keep(database, tally.days)):
            click.echo(line)
    for line in _summary(told, is_exact):
        click.echo(line)
    for line in _left_out(tally):
        click.echo(line, err=True)


def _tally(export: Path, how: Exactly | None) -> Tally:
    from etl.export.backfill.estimate import estimate
    from etl.export.backfill.exact import exact

    if how is None:
        return estimate([export])
    from etl.commands.progress import progress
    from etl.pipeline.lean_arrow import lean_arrow

    lean_arrow()
    with progress() as report:
        return exact([export], how, report)


def _agrees(is_agreed: bool, days: int, database: Path) -> bool:
    """Asks a person; a script, which could not answer, is taken to know what it does."""
    if is_agreed or not sys.stdin.isatty():
        return True
    return click.confirm(f"Add those of {days:,} days that {database} lacks?", default=True)


def _imported(database: Path, kept: Kept) -> Iterator[str]:
    """What became of the database."""
    yield f"Database path: {database}"
    if kept.backup is not None:
        yield f"Created backup at {kept.backup}"
    yield from ("", "Database updated:", f"  Imported: {kept.imported:,} days")
    yield from (f"  Skipped (already exist): {kept.skipped:,} days", "")


def _summary(summary: Json, is_exact: bool) -> Iterator[str]:
    """The summary."""
    totals = summary["totals"]
    yield from (_RULE, "BACKFILL SUMMARY", _RULE)
    yield from _usage(totals, "Counted" if is_exact else "Estimated")
    yield from _times(totals)
    yield from _code(totals)
    yield from _personality(totals)
    yield from ("", _RULE)


def _left_out(tally: Tally) -> Iterator[str]:
    """What the numbers lack, if anything."""
    if tally.skipped:
        named = ", ".join(f"{reason} ({number:,})" for reason, number in tally.skipped.most_common())
        yield f"Skipped or odd: {named}."
    if tally.unpriced:
        yield f"{tally.unpriced:,} answers have no price, and the cost lacks them; see: etl report unpriced"


def _usage(totals: Json, how: str) -> Iterator[str]:
    tokens = totals["total_input_tokens"] + totals["total_output_tokens"]
    yield from ("", "USAGE STATISTICS")
    yield _line("Days with activity", f"{totals['days_active']:,}")
    yield _line("Total conversations", f"{totals['total_sessions']:,}")
    yield _line("Total messages", f"{totals['total_messages']:,}")
    yield _line("  Human messages", f"{totals['total_human_messages']:,}")
    yield _line("  Assistant messages", f"{totals['total_assistant_messages']:,}")
    yield _line(f"{how} tokens", f"{tokens:,}")
    yield _line("  Input tokens", f"{totals['total_input_tokens']:,}")
    yield _line("  Output tokens", f"{totals['total_output_tokens']:,}")
    yield _line(f"{how} cost", f"${totals['total_cost']:,.2f}")


def _times(totals: Json) -> Iterator[str]:
    yield from ("", "TIME ANALYTICS")
    yield _line("Claude thinking time", f"{totals['total_thinking_time_hours']:.1f} hours")
    yield _line("User active time", f"{totals['total_user_active_hours']:.1f} hours")
    yield _line("Peak activity hour", totals.get("peak_hour", "N/A"))
    yield _line("Night owl score", f"{totals['night_owl_score']}%")
    yield _line("Early bird score", f"{totals['early_bird_score']}%")


def _code(totals: Json) -> Iterator[str]:
    yield from ("", "CODE STATISTICS")
    yield _line("Code blocks", f"{totals['total_code_blocks']:,}")
    yield _line("Lines of code", f"{totals['total_lines_of_code']:,}")
    if totals["top_languages"]:
        yield "  Top languages:"
    for language, number in totals["top_languages"][:_SHOWN]:
        yield f"    {language:<20} {number:>6,} lines"


def _personality(totals: Json) -> Iterator[str]:
    yield from ("", "PERSONALITY METRICS")
    yield _line("Politeness score", f"{totals['politeness_score']}%")
    yield _line("Questions asked", f"{totals['total_questions']:,}")
    yield _line("Exclamations", f"{totals['total_exclamations']:,}")
    yield _line("Please count", f"{totals['total_please_count']:,}")
    yield _line("Thanks count", f"{totals['total_thanks_count']:,}")
    yield _line("CAPS RAGE messages", f"{totals['total_caps_rage']:,}")
    yield _line("LOL count", f"{totals['total_lol_count']:,}")
    yield _line("Total words", f"{totals['total_word_count']:,}")


def _line(name: str, value: str) -> str:
    return f"  {name + ':':<24} {value}"
