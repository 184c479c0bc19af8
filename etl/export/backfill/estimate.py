"""The days of an export as the older tool counted them (version d2ee5ab), number for number.

What it found in the words of a text are its own rules, with their faults:

- "please" and "thank" count wherever the letters stand: in "displeased" and in "thankless" as well.
- A block of code counts only if its fence names one plain word or nothing and the line ends there: neither ```c++
  nor ```python title=x. The fence that closes such a block then opens one, up to the next fence, whatever is between.
  A fence without another behind it makes no block. Code of a person does not count.
- A text shouts if more than half of all its characters, not of its letters, are capitals: "I!" does not, "OK!" does.
- It looks at every block of text by itself, so a message of two shouts twice.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from etl.errors import ExportError
from etl.export.backfill.conversations import conversations
from etl.export.backfill.day import Day, Tally
from etl.rows.types import Raw
from etl.transform.providers import claude
from etl.transform.providers.claude import older_tool
from etl.transform.providers.coerce import text

_INPUT, _OUTPUT, _READ, _WRITE = 3, 15, 0.30, 3.75
"""US dollars a million tokens: Sonnet's, whatever model answered."""

_BREAK_MS = 30 * 60 * 1000
"""From a gap of this many milliseconds on, the person was away."""

_CURSES = frozenset({"damn", "hell", "crap", "shit", "fuck", "ass", "bastard", "bitch"})
_WORD = re.compile(r"\w+")
_LAUGH = re.compile(r"\blol\b")
_FENCED = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)

_Told = tuple[str | None, str, list[older_tool.OlderMessage]]
"""A conversation's id, its day, and its messages."""


def estimate(paths: Sequence[Path]) -> Tally:
    """Count an export with the older tool's rules. Raises ExportError where no conversation of Claude can be read."""
    days: dict[str, Day] = {}
    tally = Tally(days)
    seen: set[str] = set()
    for told in conversations(paths, _read):
        if isinstance(told, str):
            tally.skipped[told] += 1
            continue
        name, date, messages = told
        if name in seen:
            tally.skipped["there twice"] += 1
            continue
        if name is not None:
            seen.add(name)
        _add(days.setdefault(date, Day()), messages)
    if not days:
        names = ", ".join(str(path) for path in paths)
        reasons = ", ".join(tally.skipped) or "it is empty"
        raise ExportError(
            f"{names} holds no conversation of Claude that can be counted ({reasons}); load others with: etl load"
        )
    for day in days.values():
        _price(day)
    return tally


def _read(raw: Raw) -> _Told | str:
    if not claude.recognises(raw):
        return "not of Claude"
    date = older_tool.day(raw)
    if date is None:
        return "without a date"
    return text(raw.get("uuid")), date, list(older_tool.messages(raw))


def _add(day: Day, messages: Sequence[older_tool.OlderMessage]) -> None:
    """All of a conversation goes to the day it began on, also what was said weeks later."""
    day.sessions += 1
    asked_at: datetime | None = None
    for message in messages:
        is_human = message.sender == "human"
        day.messages += 1
        day.human_messages += is_human
        day.assistant_messages += message.sender == "assistant"
        day.input_tokens += message.input_tokens
        day.output_tokens += message.output_tokens
        day.thinking_ms += message.thought / 1000
        if message.at is not None:
            day.hours[message.at.hour] += 1
            if is_human:
                day.active_ms += _active(asked_at, message.at)
                asked_at = message.at
        for told in message.asked:
            _add_asked(day, told)
        for told in message.answered:
            _add_answered(day, told)


def _add_asked(day: Day, said: str) -> None:
    """Add a text that a person wrote."""
    lower = said.lower()
    words = _WORD.findall(lower)
    day.word_count += len(words)
    day.curse_words += sum(word in _CURSES for word in words)
    day.questions += said.count("?")
    day.exclamations += said.count("!")
    day.please_count += lower.count("please")
    day.thanks_count += lower.count("thank")
    day.lol_count += len(_LAUGH.findall(lower))
    day.caps_rage += sum(map(str.isupper, said)) > 0.5 * len(said)


def _add_answered(day: Day, said: str) -> None:
    """Add a text that the model wrote: its blocks of code, and their lines that are not blank."""
    for language, code in _FENCED.findall(said):
        lines = sum(1 for line in code.split("\n") if line.strip())
        day.code_blocks += 1
        day.lines_of_code += lines
        day.languages[language.lower() or "other"] += lines


def _active(before: datetime | None, at: datetime) -> float:
    """The milliseconds between two messages of a person, if it stayed: reading and typing, as far as one can tell."""
    gap = (at - before).total_seconds() * 1000 if before is not None else 0.0
    return gap if 0 < gap < _BREAK_MS else 0.0


def _price(day: Day) -> None:
    """Of the input, six tenths are taken as read from the cache and one as written to it, both rounded down.

    Nothing is sent twice. The day's cost is rounded to four digits, so that sums of days are sums of rounded numbers.
    """
    day.cache_read_tokens = int(day.input_tokens * 0.6)
    day.cache_write_tokens = int(day.input_tokens * 0.1)
    regular = day.input_tokens - day.cache_read_tokens - day.cache_write_tokens
    parts = ((regular, _INPUT), (day.output_tokens, _OUTPUT), (day.cache_read_tokens, _READ))
    cost = sum(tokens / 1_000_000 * price for tokens, price in (*parts, (day.cache_write_tokens, _WRITE)))
    day.cost = round(cost, 4)
