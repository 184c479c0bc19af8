"""The shapes of Takeout: what tells that a file is Gemini's, and how activity is put together to conversations."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from etl.extract.documents import Document
from etl.rows.types import Raw
from etl.transform.providers.coerce import items
from etl.transform.providers.gemini.cells import NO_TIME, UNKNOWN, Cell, is_record, of_page, of_records
from etl.transform.providers.issues import known_names

_PAUSE = 30 * 60 * 1_000_000
"""Microseconds of silence that end a conversation where the activity names none: an assumption of ours."""

_LOOKED_AT = 20


def recognises(raw: Raw) -> bool:
    """A conversation, as ``conversations`` gives it."""
    if not isinstance(raw, dict) or "member" not in raw:
        return False
    return isinstance(raw.get("conversation_turns"), list) or (isinstance(raw.get("cells"), list) and "basis" in raw)


def opens(document: Document) -> bool:
    """A page of activity with cells of Gemini's, the same as JSON, or a conversation of the history."""
    value = document.value
    if document.form == "page":
        return 'class="outer-cell' in value and any(True for _ in of_page(value))
    if document.form != "json":
        return False
    if isinstance(value, dict):
        return isinstance(value.get("conversation_turns"), list)
    return any(isinstance(one, dict) and is_record(one) for one in items(value)[:_LOOKED_AT])


def conversations(document: Document) -> Iterator[Raw]:
    """The conversations of a file; those of an activity by their link, else by the pauses between prompts."""
    value = document.value
    if isinstance(value, dict):
        yield {**value, "member": document.name}
        return
    told = [*(of_page(value) if document.form == "page" else of_records(value))]
    cells = [*{_key(one): one for one in reversed(told) if isinstance(one, Cell)}.values()]
    cells.sort(key=lambda one: one.at or 0)
    beside = {name: n for name, why in (("lost", NO_TIME), ("unknown", UNKNOWN)) if (n := told.count(why))}
    for basis, chat, some in _grouped(cells):
        yield {
            "cells": [one._asdict() for one in some],
            "chat": chat,
            "basis": basis,
            "member": document.name,
            **beside,
        }
        beside = {}


def _key(cell: Cell) -> tuple[Any, ...]:
    return cell.chat, cell.told_time, cell.asked, cell.is_document


def _grouped(cells: Sequence[Cell]) -> Iterator[tuple[str, str, list[Cell]]]:
    named: dict[str, list[Cell]] = {}
    run: list[Cell] = []
    runs: list[list[Cell]] = []
    for cell in cells:
        if cell.chat is not None:
            named.setdefault(cell.chat, []).append(cell)
            continue
        before = run[-1].at if run else None
        is_apart = cell.at is None or before is None or cell.at - before > _PAUSE
        # A document without a link may be of any chat: it follows what was asked, and nothing follows it alone.
        if run and (is_apart or all(one.is_document for one in run)):
            runs.append(run)
            run = []
        run.append(cell)
    for chat, some in named.items():
        yield "link", chat, some
    for some in [*runs, *([run] if run else [])]:
        yield "pause", digest(some[0].at, some[0].asked), some


def digest(at: int | None, words: str) -> str:
    """A name for what was said in a minute: the same in every export, whatever stands around it."""
    minute = at // 60_000_000 if isinstance(at, int) else None
    return blake2b(f"{minute}\0{words}".encode("utf-8", "replace"), digest_size=12).hexdigest()


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names(
        "cells chat basis lost unknown member title creation_time last_modification_time conversation_turns"
    ),
    "message": known_names(
        """at told_time chat asked answer files links pictures is_document is_mixed prompt turn_index turn_last_modified
        turn_deleted_time text images model_thoughts attachments files"""
    ),
}
"""The fields of conversations, by place: those of activity are of our making."""
