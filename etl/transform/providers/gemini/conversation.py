"""One conversation -> its rows: cells of activity, a prompt and its answer each; or the turns of the history."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message
from etl.rows.types import Micros, Raw
from etl.transform.providers.coerce import items, mapping, micros, text
from etl.transform.providers.gemini.fields import digest
from etl.transform.providers.gemini.turns import read_turns
from etl.transform.providers.logs import file
from etl.transform.providers.talk import Talk, first_words

_LONGEST_PLACE = 2_000


def flatten(raw: Raw) -> Flat:
    """Flatten one conversation. Every cell or turn becomes rows or a counted drop; never raises."""
    talk = Talk(Flat(Conversation("")))
    talk.see("conversation", raw)
    if "cells" in raw:
        return _of_cells(raw, talk)
    member = file(raw)
    talk.flat.conversation = Conversation(
        conversation_id=member.stem,
        title=talk.notes.text(raw, "title"),
        created_at=micros(raw.get("creation_time")),
        updated_at=micros(raw.get("last_modification_time")),
        export_format="turns",
    )
    read_turns(talk, talk.notes.listed(raw.get("conversation_turns"), None, "conversation_turns"))
    return talk.finish(member.stem)


def _of_cells(raw: Raw, talk: Talk) -> Flat:
    own = text(raw.get("chat")) or "unnamed"
    basis = text(raw.get("basis"))
    talk.flat.conversation = Conversation(own, export_format=f"activity, by {basis}")
    if raw.get("lost"):
        talk.notes.lost("an activity without a time", None, f"{raw['lost']} cells")
    if raw.get("unknown"):
        talk.notes.odd("an activity of an unknown kind without an answer", None, f"{raw['unknown']} cells")
    seen: Counter[str] = Counter()
    for cell in map(mapping, items(raw.get("cells"))):
        if not cell:
            talk.drop()
            continue
        talk.see("message", cell)
        _read(talk, cell, seen)
    named = next((row.source_title for row in talk.rows if row.source_title), None)
    talk.flat.conversation.title = first_words(talk.rows) or named
    return talk.finish(own, talk.rows[-1].node_id if talk.rows else None)


def _read(talk: Talk, cell: Mapping[str, Any], seen: Counter[str]) -> None:
    told = cell.get("at")
    at = Micros(told) if type(told) is int and abs(told) < 1 << 62 else None
    asked, answer = text(cell.get("asked")) or "", text(cell.get("answer"))
    name = digest(at, asked)
    seen[name] += 1
    own = name if seen[name] == 1 else f"{name}.{seen[name]}"
    if at is None and cell.get("told_time"):
        talk.notes.lost("a time that cannot be read", own)
    if cell.get("is_document") is True:
        row = talk.add(own, "assistant", answer, at)
        row.channel, row.source_title = "commentary", asked or None
        _beside(talk, row, cell)
        return
    row = talk.add(own, "user", asked, at)
    for one in items(cell.get("files")):
        shown, place = (*(one if isinstance(one, list | tuple) else ()), None, None)[:2]
        kind = "image" if (text(shown) or "").lower().endswith((".png", ".jpg", ".jpeg", ".webp", ".gif")) else "file"
        talk.attach(row, kind, "activity", file_name=text(shown), pointer=text(place), direction="in")
    if cell.get("is_mixed") is True:
        talk.notes.odd("a prompt and an answer that cannot be told apart", own)
    if answer or items(cell.get("pictures")):
        row = talk.add(f"{own}/answer", "assistant", answer, at)
        row.message_id = own
        _beside(talk, row, cell)


def _beside(talk: Talk, row: Message, cell: Mapping[str, Any]) -> None:
    """What an answer links, and the pictures in it."""
    for one in items(cell.get("links")):
        address, words = (*(one if isinstance(one, list | tuple) else ()), None, None)[:2]
        talk.cite(row, "activity", address, words)
    for place in items(cell.get("pictures")):
        # One that stands in the page itself is its bytes, which are not kept.
        pointer = place if text(place) and len(place) < _LONGEST_PLACE else None
        talk.attach(row, "image", "activity", pointer=pointer, direction="out")
