"""The pieces of the page: the HTML files of this folder with their blanks filled, answers as tables and as tiles."""

import re
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from string import Template

from etl import assets
from etl.reporting.controls import undirected
from etl.reporting.formats.values import cells, shown
from etl.reporting.reports.table import Table

MOST = 200
"""So many rows of a table are shown; how many there are is said below it."""
_TALL = 16
"""With more rows than this, a table scrolls by itself."""
_TOPICS = ("in all", "records", "cost")
"""What of the overview is a tile: all but its oddities."""
_AMOUNT = re.compile(r"(\$[\d,]+\.\d\d|unknown)[,;]? (.*)")
"""What was spent, and what one has to know of it."""


def filled(piece: str, /, **blanks: str) -> str:
    """A piece of HTML; what fills its blanks is HTML already. Raises KeyError for a blank that is left."""
    return Template(assets.html_report(f"{piece}.html")).substitute(blanks)


def escaped(text: str) -> str:
    """Text as HTML; what would turn the words beside it around is out."""
    return escape(undirected(text))


def stylesheet() -> str:
    """The style sheet of the page."""
    return assets.html_report("page.css")


def table(found: Table, label: str, whole: str) -> str:
    """A table of at most MOST rows, with its notes. ``whole`` says, in HTML, where all are; ``label`` what it is."""
    found = found.seen()
    rows = list(found.rows)
    texts, are_numbers = cells(replace(found, rows=rows[:MOST]))
    if not rows:
        body = '<p class="muted">No rows.</p>'
    else:
        marks = [' class="number"' if is_number else "" for is_number in are_numbers]
        head = "".join(
            f'<th scope="col"{mark}>{escaped(name.replace("_", " "))}</th>'
            for name, mark in zip(found.columns, marks, strict=True)
        )
        lines = "\n".join(_row(row, marks) for row in texts[: -1 if found.total else None])
        lines += _row(texts[-1], marks, ' class="total"') if found.total else ""
        body = filled("table", label=escaped(label), head=head, rows=lines, tall=" tall" if len(texts) > _TALL else "")
    return body + _cut(len(rows), whole) + _notes(found)


def tiles(overview: Table) -> str:
    """A tile for each fact of the report overview that is told at the top of the page."""
    places = [overview.columns.index(name) for name in ("topic", "fact", "number", "detail")]
    drawn = []
    for row in overview.rows:
        topic, fact, number, detail = (row[place] for place in places)
        if topic not in _TOPICS:
            continue
        said = {"number": shown(number), "fact": shown(fact), "detail": shown(detail)}
        if found := _AMOUNT.match(said["detail"]) if topic == "cost" else None:
            # With its cents: rounded, and told once more in small, it would be two figures.
            said |= {"number": found[1], "detail": found[2]}
        drawn.append(filled("tile", **{blank: escaped(text) for blank, text in said.items()}))
    return "".join(drawn)


def without(found: Table, hidden: Mapping[str, object], column: str) -> Table:
    """The same without what stands in a column of the rows that have these values in theirs."""
    places = {found.columns.index(name): value for name, value in hidden.items()}
    index = found.columns.index(column)
    rows = [
        (*row[:index], None, *row[index + 1 :]) if all(row[place] == value for place, value in places.items()) else row
        for row in found.rows
    ]
    return replace(found, rows=rows)


def _row(texts: list[str], marks: list[str], kind: str = "") -> str:
    inner = "".join(f"<td{mark}>{escaped(text)}</td>" for text, mark in zip(texts, marks, strict=True))
    return f"<tr{kind}>{inner}</tr>"


def _cut(count: int, whole: str) -> str:
    return f'<p class="muted">The first {MOST:,} of {count:,} rows; {whole}</p>' if count > MOST else ""


def _notes(found: Table) -> str:
    notes = "".join(f"<li>{escaped(note)}</li>" for note in found.notes)
    return f'<ul class="notes">{notes}</ul>' if notes else ""
