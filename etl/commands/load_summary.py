"""What a load says when it is done: what was read, stored, left out and odd, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from shlex import quote
from textwrap import wrap
from typing import TYPE_CHECKING

from etl.extract.archive.left_out import LEFT_OUT, told
from etl.rows.loads import Issue

if TYPE_CHECKING:
    from etl.pipeline.intake import Intake
    from etl.pipeline.load import Loaded

INDENT = 10
"""Columns of the word that a line begins with."""
MOST_LEFT_OUT = 10
"""Files that are named one by one."""


def lines(loaded: Loaded, database: Path) -> Iterator[str]:
    """Four lines about a load into a database, and more where packages brought providers or things were replaced."""
    intake, outcome = loaded.intake, loaded.outcome
    total = outcome.new + outcome.changed + outcome.unchanged + outcome.older
    yield (
        f"Read      {_many(total, 'conversation')} ({_size(intake.bytes)}) in {loaded.seconds:,.1f} s "
        f"from {_names([intake])}"
    )
    yield from _others([intake])
    yield (
        f"Stored    {outcome.new:,} new, {outcome.changed:,} changed, {outcome.unchanged:,} unchanged"
        f"{f', {outcome.older:,} older' if outcome.older else ''}; {_many(outcome.messages, 'message')} written"
    )
    if outcome.replaced:
        yield f"Replaced  {_replaced(outcome.replaced)}, as the newer export has it; see: etl report quality"
    yield from _left_out([intake])
    yield from _unknown([intake])
    yield f"Odd       {_odd([intake])}{'; see: etl report quality' if intake.issues else ''}"
    if loaded.failure:
        yield f"Index     {loaded.failure}"
    option = "" if database == Path("chats.duckdb") else f" --db {quote(str(database))}"
    yield f"Database  {database} ({_size(outcome.bytes)}); next: etl report overview{option}"


def again(loaded: Loaded) -> str:
    """One line about a later load of the same, for who watches: when, and what came in."""
    outcome, issues = loaded.outcome, loaded.intake.issues
    odd = f"; odd: {_odd([loaded.intake])}" if issues else ""
    came = f"{outcome.new:,} new, {outcome.changed:,} changed; {_many(outcome.messages, 'message')} written"
    return f"{datetime.now():%H:%M:%S}  {came}{odd}"


def counted(intakes: Sequence[Intake], folder: Path | None) -> Iterator[str]:
    """Three lines about a load that went past the database, and one more where packages brought providers."""
    conversations = sum(intake.conversations for intake in intakes)
    size = sum(intake.bytes for intake in intakes)
    messages, nodes = sum(intake.messages for intake in intakes), sum(intake.nodes for intake in intakes)
    yield f"Read      {_many(conversations, 'conversation')} ({_size(size)}) from {_names(intakes)}"
    yield from _others(intakes)
    yield f"Found     {_many(messages, 'message')} in {_many(nodes, 'node')}; odd: {_odd(intakes)}"
    yield from _left_out(intakes)
    yield from _unknown(intakes)
    yield f"Parquet   {folder}" if folder else "Database  unchanged: this was a dry run"


def folded(line: str, columns: int) -> list[str]:
    """A line broken for a terminal, what follows standing under what it says."""
    return wrap(line, columns, subsequent_indent=" " * INDENT, break_long_words=False, break_on_hyphens=False)


def _others(intakes: Iterable[Intake]) -> Iterator[str]:
    """A provider of others sees every chat, so that the user is told each time whose it is."""
    packages = dict.fromkeys(package for intake in intakes for package in intake.packages)
    if packages:
        named = ", ".join(f"{package.name} {package.version}" for package in packages)
        yield f"Asked     {named} beside our own providers"


def _replaced(things: Mapping[str, int]) -> str:
    """2 text, 1 title: in the words of v1.replacements, the most frequent first."""
    return ", ".join(f"{what} ({number:,})" for what, number in sorted(things.items(), key=lambda one: -one[1]))


def _left_out(intakes: Iterable[Intake]) -> Iterator[str]:
    """Each file that nobody read although it may hold chats, with the next step; many are counted."""
    rows = [row for intake in intakes for source in intake.sources for _, row in source.rows]
    issues = [row for row in rows if isinstance(row, Issue) and row.reason.startswith(LEFT_OUT)]
    for issue in issues[:MOST_LEFT_OUT]:
        yield f"Left out  {told(issue)}"
    if len(issues) > MOST_LEFT_OUT:
        more = len(issues) - MOST_LEFT_OUT
        yield f'          and {more:,} more: etl sql "select member, detail from v1.load_issues"'


def _unknown(intakes: Sequence[Intake]) -> Iterator[str]:
    """What no reader of ours knows, and yet carried text: the alarm that a format has changed."""
    texts: Counter[tuple[str, str]] = Counter()
    for intake in intakes:
        for (provider, _, _, name), messages in intake.texts.items():
            texts[provider, name] += messages
    if texts:
        named = ", ".join(f"{provider}'s {name}" for (provider, name), _ in texts.most_common(3))
        more = f" and {len(texts) - 3:,} more" if len(texts) > 3 else ""
        told = _many(sum(intake.unknown for intake in intakes), "message")
        yield f"Unknown   {told} with text of a kind we do not know: {named}{more}; see: etl report drift"


def _odd(intakes: Iterable[Intake]) -> str:
    issues: Counter[str] = Counter()
    for intake in intakes:
        issues += intake.issues
    if not issues:
        return "nothing, every node is accounted for"
    left_out = sum(issues.pop(reason) for reason in list(issues) if reason.startswith(LEFT_OUT))
    issues += {f"{'a file was' if left_out == 1 else 'files were'} left out": left_out}
    named = ", ".join(f"{reason} ({number:,})" for reason, number in issues.most_common(3))
    return named + (", …" if len(issues) > 3 else "")


def _names(intakes: Iterable[Intake]) -> str:
    given = (source.export for intake in intakes for source in intake.sources if not source.export.is_rest)
    names = list(dict.fromkeys(export.path.name for export in given))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _size(number: int) -> str:
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("KB", 1e3)):
        if number >= scale:
            return f"{number / scale:,.1f} {unit}"
    return f"{number} bytes"
