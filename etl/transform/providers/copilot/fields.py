"""The shape of a table: what tells that it is Microsoft Copilot's, and how it is cut into conversations."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from etl.extract.documents import Document
from etl.rows.types import Micros, Raw
from etl.transform.providers.coerce import micros
from etl.transform.providers.issues import known_names

_HEADS = (
    ("Conversation", "Time", "Author", "Message"),
    ("ChatName", "CreatedAt", "Author", "MessageContent"),
    ("ClientApp", "Timestamp", None, "Prompt"),
)
"""The columns of the tables that are known: title, time, author (where all is a person's: None), words."""

_PAUSE = 30 * 60 * 1_000_000
"""Microseconds of silence that end a conversation where the table names none: an assumption of ours."""


class Columns(NamedTuple):
    """Where in a row what stands."""

    title: int
    time: int
    author: int | None
    words: int


def recognises(raw: Raw) -> bool:
    """The rows of one conversation, as ``conversations`` gives them."""
    return isinstance(raw, dict) and isinstance(raw.get("activity"), list) and "title" in raw and "member" in raw


def opens(document: Document) -> bool:
    """A table with the columns of one of the known."""
    return document.form == "table" and bool(document.value) and _columns(document.value[0]) is not None


def conversations(document: Document) -> Iterator[Raw]:
    """Rows one after another that bear the same title; without titles, those without a long pause between them."""
    head, *rows = document.value
    columns = _columns(head)
    if columns is None:
        return
    told = [_told(row, columns) for row in rows if any(row)]
    for title, run in groupby(told, key=lambda one: one["title"]):
        ordered = _oldest_first([*run])
        is_named = columns.author is not None and title.strip()
        for some in [ordered] if is_named else _by_pauses(ordered):
            yield {"title": title, "activity": some, "member": document.name}


def time(told: object) -> Micros | None:
    """A time in ISO 8601 (UTC where no zone is named), or as 2/17/2026 9:05:11 +01:00."""
    found = micros(told)
    if found is not None or not isinstance(told, str):
        return found
    for form in ("%m/%d/%Y %H:%M:%S %z", "%m/%d/%Y %I:%M:%S %p %z", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %I:%M:%S %p"):
        try:
            return micros(datetime.strptime(told.strip(), form).isoformat())
        except ValueError:
            continue
    return None


def _columns(head: Sequence[str]) -> Columns | None:
    names = [name.strip().lower() for name in head]
    for title, at, author, words in _HEADS:
        wanted = [name.lower() for name in (title, at, author, words) if name]
        if all(name in names for name in wanted):
            place = names.index(author.lower()) if author else None
            return Columns(names.index(title.lower()), names.index(at.lower()), place, names.index(words.lower()))
    return None


def _told(row: Sequence[str], columns: Columns) -> dict[str, str]:
    def cell(place: int) -> str:
        return row[place] if place < len(row) else ""

    author = "user" if columns.author is None else cell(columns.author).strip()
    is_person = author.lower() in ("user", "human", "you")
    told = {"title": cell(columns.title), "time": cell(columns.time), "text": cell(columns.words)}
    return told | {"author": "user" if is_person else author or "AI"}


def _oldest_first(rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Rows as they were said: they stand newest first. A question and its answer are of one second, and the question
    the older; a row whose time cannot be read stays at the one before it.
    """
    at, placed = 0, list[tuple[int, dict[str, str]]]()
    for row in reversed(rows):
        found = time(row["time"])
        at = at if found is None else found
        placed.append((at, row))
    ordered = list[dict[str, str]]()
    for _, some in groupby(sorted(placed, key=lambda one: one[0]), key=lambda one: one[0]):
        run = [row for _, row in some]
        is_turned = run[0]["author"] != "user" and run[-1]["author"] == "user"
        ordered += run[::-1] if is_turned else run
    return ordered


def _by_pauses(rows: Sequence[dict[str, str]]) -> Iterator[list[dict[str, str]]]:
    run: list[dict[str, str]] = []
    for row in rows:
        at, before = time(row["time"]), time(run[-1]["time"]) if run else None
        if run and (at is None or before is None or at - before > _PAUSE):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names("title activity member"),
    "message": known_names("title time text author"),
}
"""The fields of what ``conversations`` gives, by place."""
