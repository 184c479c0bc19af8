"""One session -> its rows: what was typed, thoughts, answers, calls with results; on them what the ledger says."""

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message
from etl.rows.types import Micros, Raw
from etl.transform.providers.coerce import items, mapping, micros, text
from etl.transform.providers.goose.fields import KNOWN, of_log
from etl.transform.providers.issues import MISFIT
from etl.transform.providers.logs import folder
from etl.transform.providers.reported_usage import Usage, dollars, number, paid, usage
from etl.transform.providers.talk import LAST, UNKEPT, Talk, first_words

Ledger = dict[tuple[int, int], deque[Mapping[str, Any]]]
"""Lines of the ledger that no message was found for yet, by their tokens of input and output, each in their order."""


def flatten(raw: Raw) -> Flat:
    """Flatten one session. Every message becomes rows or a counted drop; never raises."""
    if "rows" in raw:
        return _of_log(raw)
    talk = Talk(Flat(_head(raw)))
    talk.see("conversation", raw)
    ledger = _by_tokens(raw)
    for place, held in enumerate(talk.notes.listed(raw.get("messages"), None, "messages")):
        if isinstance(held, dict):
            talk.see("message", held)
            _read(talk, held, place, ledger)
        else:
            talk.drop("not an object")
    last = talk.rows[-1].node_id if talk.rows else None
    left = [line for lines in ledger.values() for line in lines]
    for one in sorted(left, key=lambda line: number(line.get("id"))):
        _stand_in(talk, one)
    if number(raw.get("accumulated_input_tokens")) and not items(raw.get("ledger")):
        talk.notes.odd("tokens told for a session as a whole", None)
    head = talk.flat.conversation
    head.title = head.title or first_words(talk.rows)
    return talk.finish(head.conversation_id, last, text(mapping(raw.get("model_config")).get("model_name")))


def _of_log(raw: Raw) -> Flat:
    """A log of before the database, which took over its sessions: what is in both is the database's."""
    told = of_log(raw)
    session = text(told.get("id")) or "unnamed"
    flat = flatten({**told, "id": f"{session}/log"})
    flat.conversation.export_format = "log"
    for row in flat.messages:
        row.inherited_from = session
    return flat


def _head(raw: Raw) -> Conversation:
    name = text(raw.get("name")) or text(raw.get("description"))
    return Conversation(
        text(raw.get("id")) or "unnamed",
        title=None if name == "CLI Session" else name,
        created_at=micros(raw.get("created_at")),
        updated_at=micros(raw.get("updated_at")),
        project_id=folder(raw.get("working_dir")),
        origin=text(raw.get("session_type")),
        parent_conversation_id=text(raw.get("parent_session_id")),
        export_format="database",
    )


def _by_tokens(raw: Raw) -> Ledger:
    found: Ledger = {}
    for line in items(raw.get("ledger")):
        if isinstance(line, dict):
            pair = (number(line.get("input_tokens")), number(line.get("output_tokens")))
            found.setdefault(pair, deque()).append(line)
    return found


def _read(talk: Talk, held: Mapping[str, Any], place: int, ledger: Ledger) -> None:
    own, at = name_of(held, place), micros(held.get("created"))
    if at is None and held.get("created"):
        talk.notes.lost(MISFIT, own, "created")
    if not isinstance(held.get("content"), list):
        talk.notes.lost(MISFIT, own, "content")
    begin, metadata = len(talk.rows), mapping(held.get("metadata"))
    _show(talk, held, own, at)
    rows = talk.rows[begin:]
    if not rows:
        talk.drop()
    is_hidden = metadata.get("userVisible") is False or metadata.get("turnContext") is True
    for row in rows:
        row.message_id, row.is_hidden = own, is_hidden
    _bill(talk, [row for row in rows if row.role == "assistant"], own, metadata, ledger)


def _show(talk: Talk, held: Mapping[str, Any], own: str, at: Micros | None) -> None:
    blocks = talk.notes.objects(held.get("content"), own, "content")
    kinds = [text(one.get("type")) or "none" for one in blocks]
    talk.see("content_type", kinds)
    role = "user" if held.get("role") == "user" else "assistant"
    thoughts = [one.get(_THOUGHTS[kind]) for one, kind in zip(blocks, kinds, strict=True) if kind in _THOUGHTS]
    if any(thoughts):
        talk.add(f"{own}/thoughts", "assistant", thoughts, at, "thoughts")
    words = [_words(one) for one, kind in zip(blocks, kinds, strict=True) if kind in _WORDS]
    pictures = kinds.count("image")
    odd = [one for one, kind in zip(blocks, kinds, strict=True) if kind not in KNOWN["content_type"]]
    if any(words) or pictures or odd:
        row = talk.add(own, role, [one for one in words if one], at)
        for _ in range(pictures):
            talk.attach(row, "image", "image", direction="in" if role == "user" else "out")
        for one in odd:
            talk.keep(row, one, detail=text(one.get("type")))
    for place, one in enumerate(blocks):
        _use(talk, one, f"{own}/{place}", at)


_WORDS = ("text", "systemNotification")
_THOUGHTS = {"thinking": "thinking", "reasoning": "text"}


def _words(block: Mapping[str, Any]) -> object:
    return block.get("text") or block.get("msg")


def _use(talk: Talk, block: Mapping[str, Any], node: str, at: Micros | None) -> None:
    call_id = text(block.get("id"))
    if block.get("type") == "toolRequest":
        asked = mapping(mapping(block.get("toolCall")).get("value"))
        # What could not be read as a call has no arguments, and says why.
        given = asked.get("arguments") or mapping(block.get("toolCall")).get("error")
        talk.call(node, text(asked.get("name")), given, call_id, at, LAST)
    elif block.get("type") == "toolResponse":
        told = mapping(block.get("toolResult"))
        value = told.get("value")
        held = value["content"] if isinstance(value, dict) and "content" in value else value
        listed = held if isinstance(held, list) else [held]
        blocks = [{"type": "text", "text": one} if isinstance(one, str) else one for one in listed]
        parts = talk.notes.objects(blocks, node, "toolResult")
        said = [one.get("text") for one in parts if one.get("type") == "text"]
        is_failed = told.get("status") == "error" or mapping(value).get("isError") is True
        row = talk.result(node, None, said or told.get("error"), call_id, at, is_failed)
        for part in parts:
            if part.get("type") == "image":
                talk.attach(row, "image", "toolResult", mime_type=text(part.get("mimeType")), direction="out")
            elif part.get("type") != "text" and part:
                talk.notes.lost(UNKEPT, node, text(part.get("type")))


def _bill(talk: Talk, rows: Sequence[Message], own: str, metadata: Mapping[str, Any], ledger: Ledger) -> None:
    """Give an answer the line of the ledger with the tokens that the message names; without one, those it names."""
    told = mapping(metadata.get("usage"))
    pair = (number(told.get("inputTokens")), number(told.get("outputTokens")))
    lines = ledger.get(pair) if told and rows else None
    line = lines.popleft() if lines else None
    used = _used(line) if line is not None else usage(pair[0], 0, 0, 0, pair[1])
    model = text(mapping(line).get("model")) or text(mapping(metadata.get("inference")).get("requestedModel"))
    for row in rows:
        row.model_slug = model
        talk.spend(row, used, f"{talk.flat.conversation.conversation_id}:{own}")


def _stand_in(talk: Talk, line: Mapping[str, Any]) -> None:
    """A row for what was paid and no message shows: what packed the session, or is told without its answer."""
    used = _used(line)
    if used is None:
        return
    own = f"ledger-{line.get('id')}"
    row = talk.add(own, "assistant", None, micros(line.get("created")), "empty")
    row.model_slug = text(line.get("model"))
    talk.spend(row, used, f"{talk.flat.conversation.conversation_id}:{row.node_id}")


def _used(line: Mapping[str, Any] | None) -> Usage | None:
    """What a line of the ledger says: its input contains what was cached."""
    told = mapping(line)
    whole, read, written = (number(told.get(f"{name}_tokens")) for name in ("input", "cache_read", "cache_write"))
    fresh = max(whole - read - written, 0)
    found = usage(fresh, read, written, 0, number(told.get("output_tokens")))
    cost = dollars(told.get("cost"))
    return paid(cost) if found is None else found._replace(usd=cost)


def name_of(held: Mapping[str, Any], place: int) -> str:
    """The name of a message, in older databases its number."""
    number_of = held.get("id")
    return text(number_of) or (str(number_of) if type(number_of) is int else f"missing-{place}")
