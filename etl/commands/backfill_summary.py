"""What etl backfill prints: the summary of the older tool, in its words and columns."""

from collections.abc import Iterator
from pathlib import Path

from etl.backfill.analytics_db import Kept
from etl.backfill.day import Tally
from etl.backfill.summary import Json

_RULE = "=" * 60
_SHOWN = 5
"""Languages shown."""


def imported(database: Path, kept: Kept) -> Iterator[str]:
    """What became of the database."""
    yield f"Database path: {database}"
    if kept.backup is not None:
        yield f"Created backup at {kept.backup}"
    yield from ("", "Database updated:", f"  Imported: {kept.imported:,} days")
    yield from (f"  Skipped (already exist): {kept.skipped:,} days", "")


def lines(summary: Json, is_exact: bool) -> Iterator[str]:
    """The summary."""
    totals = summary["totals"]
    yield from (_RULE, "BACKFILL SUMMARY", _RULE)
    yield from _usage(totals, "Counted" if is_exact else "Estimated")
    yield from _times(totals)
    yield from _code(totals)
    yield from _personality(totals)
    yield from ("", _RULE)


def left_out(tally: Tally) -> Iterator[str]:
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
