"""A message as a page shows it, with the sources that it cites: links where their marks stand, and a list below."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Any

from markupsafe import Markup

from etl.export.conversation import Citation
from etl.export.markdown.citations import linked, placed, sources
from etl.reporting.formats.humanize import count
from etl.web.pages.attachments import Card
from etl.web.texts.code import Ink
from etl.web.texts.markdown import html
from etl.web.texts.typed import typed

_REPEATS = re.compile(r": (repeats?|shows) ")
"""Of what is left out: what says again what is there."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message: ``sources`` lists what it cites, None where it cites nothing; ``cards`` are its files."""

    node: str
    body: Markup
    at: str
    model: str | None
    tokens: int | None
    beside: str
    sources: Markup | None
    cards: Sequence[Card]
    is_error: bool


def said(
    row: Mapping[str, Any], here: tzinfo, ink: Ink, cited: Sequence[Citation] = (), cards: Sequence[Card] = ()
) -> Said:
    """A row of queries/web/texts.sql, its time as local time, with the sources that it cites and its files."""
    at = row["created_at"].replace(tzinfo=UTC).astimezone(here) if row["created_at"] else None
    text = row["text"] or ""
    return Said(
        row["node_id"],
        typed(text, ink) if row["role"] == "user" else prose(text, cited, ink),
        f"{at:%Y-%m-%d %H:%M}" if at else "",
        row["model"] if row["role"] == "assistant" else None,
        row["tokens"],
        _beside(row, cards),
        listed(cited),
        cards,
        row["kind"] == "error",
    )


def citations(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Citation]]:
    """Rows of queries/web/citations.sql by the node that cites."""
    found: dict[str, list[Citation]] = defaultdict(list)
    for row in rows:
        fields = {name: value for name, value in row.items() if name != "node_id"}
        found[row["node_id"]].append(Citation(**fields))
    return found


def prose(text: str, cited: Sequence[Citation], ink: Ink | None = None) -> Markup:
    """A message's Markdown as HTML, with numbered links to its sources and without the marks of a product."""
    return html(linked(placed(text, cited), cited), ink)


def listed(cited: Sequence[Citation]) -> Markup | None:
    """The sources in the order of their numbers; None where there are none."""
    lines = list(sources(cited))
    return html("\n".join(lines)) if lines else None


def _beside(row: Mapping[str, Any], cards: Sequence[Card]) -> str:
    """What was with the text and is not shown."""
    counts = [] if cards else [(row["images"] or 0, "picture"), (row["files"] or 0, "file")]
    told = [count(number, what) for number, what in counts if number]
    lost = [what for what in (row["omitted"] or "").split("; ") if what and not _REPEATS.search(what)]
    return ", ".join([*told, f"left out: {'; '.join(lost)}"] if lost else told)
