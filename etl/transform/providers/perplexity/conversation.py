"""One thread -> its rows: of every entry the question, and its answer if there is one, in the order of their times."""

from collections.abc import Mapping
from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.types import Micros, Raw
from etl.transform.providers.coerce import as_json, from_json, items, mapping, micros, text
from etl.transform.providers.issues import MISFIT
from etl.transform.providers.talk import UNKEPT, Talk

_FAR = 1 << 62


def flatten(raw: Raw) -> Flat:
    """Flatten one thread. Every entry becomes rows or a counted drop; never raises."""
    talk = Talk(Flat(Conversation("")))
    entries = [mapping(one) for one in talk.notes.listed(raw.get("entries"), None, "entries")]
    talk.flat.conversation = _head(raw, entries, talk)
    talk.see("conversation", raw)
    if items(raw.get("background_entries")):
        talk.notes.odd(UNKEPT, None, "background_entries")
    before: dict[str | None, Mapping[str, Any]] = {}
    for held in sorted(entries, key=lambda one: _time(one) or _FAR):
        own = _name(held)
        # A page of a long thread that was fetched twice tells its entries again, word for word.
        if not held or (own in before and _is_same(before[own], held)):
            talk.drop()
            continue
        talk.see("message", held)
        _read(talk, held, own or f"missing-{len(talk.rows)}")
        if own:
            before[own] = held
    return talk.finish(talk.flat.conversation.conversation_id, talk.rows[-1].node_id if talk.rows else None)


def _head(raw: Raw, entries: list[Mapping[str, Any]], talk: Talk) -> Conversation:
    def first(*names: str) -> str | None:
        return next((found for one in (raw, *entries) for name in names if (found := text(one.get(name)))), None)

    return Conversation(
        conversation_id=first("context_uuid") or talk.notes.missing_id([one.get("uuid") for one in entries[:1]]),
        title=first("context_title", "thread_title") or text(mapping(raw.get("thread_metadata")).get("title")),
        created_at=micros(raw.get("created_at")),
        updated_at=micros(raw.get("updated_at")),
        project_id=text(raw.get("collection_uuid")),
        export_format="account" if "context_uuid" in raw else "thread",
    )


def _time(held: Mapping[str, Any]) -> Micros | None:
    told = (held.get(name) for name in ("created_at", "entry_created_datetime", "created_us", "updated_datetime"))
    return next((at for one in told if (at := micros(one)) is not None), None)


def _name(held: Mapping[str, Any]) -> str | None:
    names = (held.get("entry_uuid"), held.get("backend_uuid"), held.get("uuid"))
    return next((found for one in names if (found := text(one))), None)


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    told = as_json(one)
    return told is not None and told == as_json(other)


def _read(talk: Talk, held: Mapping[str, Any], own: str) -> None:
    at = _time(held)
    if at is None and (held.get("created_at") or held.get("entry_created_datetime")):
        talk.notes.lost(MISFIT, own, "created_at")
    asked = talk.add(own, "user", held.get("query", held.get("query_str")), at)
    asked.status = text(held.get("query_status")) or text(held.get("status"))
    for one in items(held.get("attachments")):
        talk.attach(asked, "file", "attachments", file_name=text(one) or text(mapping(one).get("name")), direction="in")
    blocks = talk.notes.objects(held.get("blocks"), own, "blocks")
    for one in blocks:
        talk.see("block", one)
        talk.see("markdown_block", mapping(one.get("markdown_block")))
    inner = from_json(held.get("text"))
    final, reports = _final(inner), _reports([held, inner])
    words = held.get("answer") or _answers(talk, own, blocks) or text(final.get("answer"))
    if words or reports:
        row = talk.add(f"{own}/answer", "assistant", words, at)
        row.message_id, row.model_slug = own, text(held.get("display_model"))
        for page in _pages(blocks, final, held):
            talk.cite(row, "web_results", page.get("url"), page.get("name") or page.get("title"))
        for place, name in reports.items():
            talk.attach(row, "file", "download_info", file_name=name, pointer=place, direction="out")
        if reports:
            talk.notes.lost("an answer that is a file on the web, which the export does not hold", own)


def _answers(talk: Talk, own: str, blocks: list[Mapping[str, Any]]) -> list[str]:
    """What the blocks say in their order: each its answer, else its pieces. The same words in two blocks count once."""
    found: dict[str, None] = {}
    for block in (mapping(one.get("markdown_block")) for one in blocks):
        pieces = [one for one in items(block.get("chunks")) if isinstance(one, str)]
        if len(pieces) < len(items(block.get("chunks"))):
            talk.notes.lost(MISFIT, own, "chunks")
        said = talk.notes.text(block, "answer", own) or "".join(pieces)
        found |= {said: None} if said else {}
    return list(found)


def _reports(told: list[Any]) -> dict[str, str | None]:
    """The reports of Deep Research, which are files elsewhere, by their address without what signs it."""
    found: dict[str, str | None] = {}
    waiting = [*told]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            for one in map(mapping, items(value.get("download_info")) or [value.get("download_info")]):
                place = (text(one.get("url")) or "").partition("?")[0]
                if place:
                    found.setdefault(place, text(one.get("filename")) or text(one.get("name")))
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return found


def _final(value: object) -> Mapping[str, Any]:
    """The answer and its pages where older threads have them: as JSON in a text, alone or as the last step of some."""
    steps = [mapping(one) for one in items(value)]
    final = next((mapping(one.get("content")) for one in steps if one.get("step_type") == "FINAL"), mapping(value))
    inner = from_json(final.get("answer"))
    return inner if isinstance(inner, dict) and "answer" in inner else final


def _pages(
    blocks: list[Mapping[str, Any]], final: Mapping[str, Any], held: Mapping[str, Any]
) -> list[Mapping[str, Any]]:
    found = [page for one in blocks for page in items(mapping(one.get("web_result_block")).get("web_results"))]
    found = found or [*items(final.get("web_results"))]
    return [mapping(page) for page in (*found, *items(held.get("sources")))]
