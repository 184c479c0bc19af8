"""A message as a page shows it, with the sources that it cites: links where their marks stand, and a list below."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Any

from markupsafe import Markup

from etl.export.branches import Step
from etl.export.conversation import Citation
from etl.export.markdown.citations import linked, placed, sources
from etl.reporting.formats.humanize import count
from etl.web.texts.code import Ink
from etl.web.texts.markdown import LONGEST, html
from etl.web.texts.typed import typed

_WHO = {"user": "You", "assistant": "Assistant", "tool": "Tool", "system": "System"}
_FOLDED = {
    "thoughts": "Thoughts",
    "recap": "Thought for a while",
    "tool_output": "Tool output",
    "code": "Tool call",
    "browsing": "Browsing",
    "webpage": "Web page",
    "quote": "Quote",
    "context": "Instructions",
    "memory": "Memory",
}

_MARKS = dict.fromkeys(range(0xE200, 0xE207), " ")
"""Around and in what a tool calls its sources: no font has them."""
_REPEATS = re.compile(r": (repeats?|shows) ")
"""Of what is left out: what says again what is there."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message: ``folded`` is the heading under which it is hidden at first, None where it is shown.

    ``sources`` lists what it cites, None where it cites nothing.
    """

    step: Step
    who: str
    role: str
    folded: str | None
    body: Markup | None
    plain: str
    at: str
    model: str | None
    tokens: int | None
    beside: str
    sources: Markup | None


def said(row: Mapping[str, Any], step: Step, here: tzinfo, ink: Ink, cited: Sequence[Citation] = ()) -> Said:
    """A row of queries/web/texts.sql, its time as local time, with the sources that it cites."""
    at = row["created_at"].replace(tzinfo=UTC).astimezone(here) if row["created_at"] else None
    role = row["role"] or "unknown"
    folded = _folding(row, role)
    text = row["text"] or ""
    is_plain = folded is not None and row["kind"] not in ("thoughts", "recap")
    return Said(
        step,
        _WHO.get(role, role.capitalize()),
        role if role in _WHO else "other",
        folded,
        None if is_plain else typed(text, ink) if role == "user" else prose(text, cited, ink),
        text[:LONGEST].translate(_MARKS) if is_plain else "",
        f"{at:%Y-%m-%d %H:%M}" if at else "",
        row["model"] if role == "assistant" else None,
        row["tokens"],
        _beside(row),
        listed(cited),
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


def _folding(row: Mapping[str, Any], role: str) -> str | None:
    tool = row["recipient"] if role == "assistant" and row["recipient"] not in (None, "", "all") else None
    if role == "tool" or tool or row["kind"] in _FOLDED:
        heading = "Tool call" if tool else _FOLDED.get(row["kind"], "Tool output")
        name = tool or row["author_name"]
        named = f"{heading}: {name}" if name else heading
        return f"{named}, {row['thinking_seconds']:.0f} s" if row["thinking_seconds"] else named
    return None


def _beside(row: Mapping[str, Any]) -> str:
    """What was with the text and is not shown."""
    counts = [(row["images"] or 0, "picture"), (row["files"] or 0, "file")]
    told = [count(number, what) for number, what in counts if number]
    lost = [what for what in (row["omitted"] or "").split("; ") if what and not _REPEATS.search(what)]
    return ", ".join([*told, f"left out: {'; '.join(lost)}"] if lost else told)
