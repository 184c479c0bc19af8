"""A message as a page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Any

from markupsafe import Markup

from etl.web.markdown import LONGEST, html
from etl.web.pages.branches import Step

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


@dataclass(frozen=True, slots=True)
class Said:
    """A message: ``folded`` is the heading under which it is hidden at first, None where it is shown."""

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


def said(row: Mapping[str, Any], step: Step, here: tzinfo) -> Said:
    """A row of queries/web/texts.sql, its time as local time."""
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
        None if is_plain else html(text),
        text[:LONGEST] if is_plain else "",
        f"{at:%Y-%m-%d %H:%M}" if at else "",
        row["model"] if role == "assistant" else None,
        row["tokens"],
        _beside(row),
    )


def _folding(row: Mapping[str, Any], role: str) -> str | None:
    if role == "tool" or row["kind"] in _FOLDED:
        heading = _FOLDED.get(row["kind"], "Tool output")
        named = f"{heading}: {row['author_name']}" if row["author_name"] else heading
        return f"{named}, {row['thinking_seconds']:.0f} s" if row["thinking_seconds"] else named
    return None


def _beside(row: Mapping[str, Any]) -> str:
    """What was with the text and is not shown."""
    counts = [(row["images"] or 0, "picture"), (row["files"] or 0, "file")]
    told = [f"{count} {what}{'' if count == 1 else 's'}" for count, what in counts if count]
    return ", ".join([*told, f"{row['omitted']} left out"] if row["omitted"] else told)
