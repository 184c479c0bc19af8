"""A table for eyes: in cells of a terminal, or in Markdown."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

from rich.cells import cell_len, set_cell_size

from etl.reporting.formats.values import cells, spelt
from etl.reporting.reports.table import Table

_NARROW = 12
_SENTENCES = frozenset({"advice", "detail", "found", "how_to"})
"""Columns whose texts say what to do or what a number means: they are broken into lines, where titles are cut."""
_MOST_LINES = 6
_SENTENCE = 24
_MARKUP = re.compile(r"[\\|<`*\[\]]")


def grid(table: Table, width: int) -> Iterator[str]:
    """Headings, a rule, the rows, below another rule the total, and below them the notes."""
    table = table.seen()
    rows, are_numbers = cells(table, spelt)
    headings = [spelt(name.replace("_", " ")) for name in table.columns]
    are_sentences = [name in _SENTENCES for name in table.columns]
    widths = _widths(headings, rows, are_numbers, are_sentences, width)
    columns = [wrap(heading, room) for heading, room in zip(headings, widths, strict=True)]
    height = max(map(len, columns), default=0)
    heads = zip(*([""] * (height - len(lines)) + lines for lines in columns), strict=True)
    for line in heads:
        yield _line(line, widths, are_numbers)
    rule = "─" * (sum(widths) + 2 * (len(widths) - 1)) + "\n"
    yield rule
    for row in rows[: -1 if table.total else None]:
        for line in zip_longest(*map(_broken, row, widths, are_sentences), fillvalue=""):
            yield _line(line, widths, are_numbers)
    if table.total:
        yield rule + _line(rows[-1], widths, are_numbers)
    if not rows:
        yield "(no rows)\n"
    yield from _notes(table.notes, width)


def markdown(table: Table) -> Iterator[str]:
    """The table in Markdown, and below it each note as a paragraph."""
    table = table.seen()
    rows, are_numbers = cells(table, spelt)
    rules = ["---:" if is_number else "---" for is_number in are_numbers]
    total = rows.pop() if table.total else []
    for row in (list(map(spelt, table.columns)), rules, *rows):
        yield "| " + " | ".join(map(_escaped, row)) + " |\n"
    if total:
        yield "| " + " | ".join(f"**{_escaped(text)}**" if text else "" for text in total) + " |\n"
    for note in table.notes:
        yield f"\n{_escaped(spelt(note))}\n"


def _notes(notes: Sequence[str], width: int) -> Iterator[str]:
    if notes:
        yield "\n"
    for note in notes:
        yield from (f"{line}\n" for line in wrap(spelt(note), width, break_on_hyphens=False))


def _line(texts: Sequence[str], widths: list[int], are_numbers: list[bool]) -> str:
    return "  ".join(map(_fitted, texts, widths, are_numbers)).rstrip() + "\n"


def _broken(text: str, width: int, is_sentence: bool) -> list[str]:
    """The lines of a cell: one, which may be cut, or as many as a sentence takes."""
    if not is_sentence or cell_len(text) <= width:
        return [text]
    return wrap(text, width, break_on_hyphens=False, max_lines=_MOST_LINES, placeholder="…")


def _fitted(text: str, width: int, is_number: bool) -> str:
    """A text in exactly so many cells: cut with an ellipsis, or filled up on the side where it is ragged."""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + "…"
    space = " " * (width - cell_len(text))
    return space + text if is_number else text + space


def _widths(
    headings: Sequence[str], rows: list[list[str]], are_numbers: list[bool], are_sentences: list[bool], width: int
) -> list[int]:
    """The cells of each column. What is left over goes to texts, from left to right, then to headings."""
    columns = [[row[index] for row in rows] for index in range(len(headings))]
    widths = [_least(*column) for column in zip(headings, columns, are_numbers, are_sentences, strict=True)]
    room = width - sum(widths) - 2 * (len(widths) - 1)
    longest = [max(map(cell_len, column), default=0) for column in columns]
    for wanted in (longest, [cell_len(heading) for heading in headings]):
        for index, length in enumerate(wanted):
            more = max(0, min(length - widths[index], room))
            widths[index] += more
            room -= more
    return widths


def _least(heading: str, column: list[str], is_number: bool, is_sentence: bool) -> int:
    """The fewest cells a column can do with: its longest number, a line of a sentence, or the beginning of a text."""
    longest = max(map(cell_len, column), default=0)
    enough = longest if is_number else min(longest, _SENTENCE if is_sentence else _NARROW)
    return max(enough, *map(cell_len, heading.split()), 1)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)
