"""Answers as text: for eyes (table, md, pictures) and for programs (csv, json, jsonl). Dates are ISO, NULL is empty."""

from collections.abc import Iterator, Mapping

from etl.reporting.formats.serialize import csv_lines, json_lines, json_pieces
from etl.reporting.formats.terminal.bars import bars
from etl.reporting.formats.terminal.heatmap import heatmap
from etl.reporting.formats.terminal.palette import PLAIN, Ink, painted
from etl.reporting.formats.text_table import grid, markdown
from etl.reporting.formats.values import spelt
from etl.reporting.reports.table import Table


def render(table: Table, form: str, width: int = 80, *, raw: bool = False) -> Iterator[str]:
    """An answer as table, csv, json, jsonl or md, piece by piece: csv, json and jsonl hold one row at a time.

    A table is ``width`` cells wide, wider only if numbers and headings need it: texts are cut, numbers never.
    Money, which is every decimal with six places or more, is rounded for eyes and exact for programs. Notes stand
    below a table, in md and in json; csv and jsonl have no place for them, see asides(). In csv an apostrophe stands
    before a text that a spreadsheet would take for a formula, unless ``raw``.
    """
    if form == "table":
        return grid(table, width)
    if form == "csv":
        return csv_lines(table, raw)
    return {"json": json_pieces, "jsonl": json_lines, "md": markdown}[form](table)


def asides(table: Table, form: str) -> list[str]:
    """The notes of an answer that render() leaves out of this form: a line each, to be told elsewhere."""
    return [f"{spelt(note)}\n" for note in table.notes] if form in ("csv", "jsonl") else []


def pictured(tables: Mapping[str, Table], width: int, ink: Ink = PLAIN) -> Iterator[str]:
    """The pictures of reports.run.pictures() as lines of at most ``width`` cells, with an empty line below each.

    A picture of nothing is left out.
    """
    for draw, table in ((heatmap, tables["days"]), (bars, tables["models"])):
        lines = draw(list(table.rows), width, ink)
        if lines:
            yield from painted(lines, ink)
            yield "\n"
