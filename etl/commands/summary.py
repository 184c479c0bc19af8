"""What a load says at its end: what came in, what was new, what was odd, and what to type next."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from shlex import quote

from etl.pipeline.intake import Intake
from etl.pipeline.load import Loaded


def lines(loaded: Loaded, database: Path) -> Iterator[str]:
    """Four lines about a load into a database."""
    intake, outcome = loaded.intake, loaded.outcome
    total = outcome.new + outcome.changed + outcome.unchanged + outcome.older
    yield (
        f"Read      {_many(total, 'conversation')} ({_size(intake.bytes)}) in {loaded.seconds:,.1f} s "
        f"from {_names([intake])}"
    )
    yield (
        f"Stored    {outcome.new:,} new, {outcome.changed:,} changed, {outcome.unchanged:,} unchanged"
        f"{f', {outcome.older:,} older' if outcome.older else ''}; {_many(outcome.messages, 'message')} written"
    )
    yield f"Odd       {_odd([intake])}{'; see: etl report quality' if intake.issues else ''}"
    option = "" if database == Path("chats.duckdb") else f" --db {quote(str(database))}"
    yield f"Database  {database} ({_size(outcome.bytes)}); next: etl report overview{option}"


def counted(intakes: Sequence[Intake], folder: Path | None) -> Iterator[str]:
    """Three lines about a load that went past the database."""
    conversations = sum(intake.conversations for intake in intakes)
    size = sum(intake.bytes for intake in intakes)
    messages, nodes = sum(intake.messages for intake in intakes), sum(intake.nodes for intake in intakes)
    yield f"Read      {_many(conversations, 'conversation')} ({_size(size)}) from {_names(intakes)}"
    yield f"Found     {_many(messages, 'message')} in {_many(nodes, 'node')}; odd: {_odd(intakes)}"
    yield f"Parquet   {folder}" if folder else "Database  unchanged: this was a dry run"


def _odd(intakes: Iterable[Intake]) -> str:
    issues: Counter[str] = Counter()
    for intake in intakes:
        issues += intake.issues
    if not issues:
        return "nothing, every node is accounted for"
    named = ", ".join(f"{reason} ({number:,})" for reason, number in issues.most_common(3))
    return named + (", …" if len(issues) > 3 else "")


def _names(intakes: Iterable[Intake]) -> str:
    names = list(dict.fromkeys(source.export.path.name for intake in intakes for source in intake.sources))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _size(number: int) -> str:
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("KB", 1e3)):
        if number >= scale:
            return f"{number / scale:,.1f} {unit}"
    return f"{number} bytes"
