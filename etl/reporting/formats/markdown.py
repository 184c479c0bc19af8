"""A table in Markdown."""

import re
from collections.abc import Iterator

from etl.reporting.formats.cells import cells
from etl.reporting.formats.values import safe
from etl.reporting.reports.table import Table

_MARKUP = re.compile(r"[\\|<`*\[\]]")


def markdown(table: Table) -> Iterator[str]:
    """The table, and below it each note as a paragraph."""
    rows, are_numbers = cells(table)
    rules = ["---:" if is_number else "---" for is_number in are_numbers]
    for row in (table.columns, rules, *rows):
        yield "| " + " | ".join(map(_escaped, row)) + " |\n"
    for note in table.notes:
        yield f"\n{_escaped(safe(note))}\n"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)
