"""A session of Cline's since its version 4: a file of messages as the API has them, each answer with what it used."""

from collections.abc import Mapping
from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.types import Micros, Raw
from etl.transform.providers.coerce import mapping, micros, text
from etl.transform.providers.issues import MISFIT
from etl.transform.providers.logs import file
from etl.transform.providers.reported_usage import Usage, dollars, number, paid, usage
from etl.transform.providers.talk import SIDECHAIN, UNKEPT, Talk, first_words

_LEAD = "lead"
_HIDDEN = frozenset({"redacted_thinking"})
_FILES = {"image": "image", "file": "file", "media": "file", "document": "file"}


def flatten(raw: Raw) -> Flat:
    """Flatten one session. Every message becomes rows or a counted drop; never raises."""
    talk = Talk(Flat(_head(raw)))
    talk.see("conversation", raw)
    head = talk.flat.conversation
    if raw.get("system_prompt"):
        talk.add("system", "system", raw["system_prompt"], None, parent=None).is_hidden = True
    model: str | None = None
    for place, one in enumerate(talk.notes.listed(raw.get("messages"), None, "messages")):
        held = mapping(one)
        if not held:
            talk.drop("not an object")
            continue
        talk.see("message", held)
        model = text(mapping(held.get("modelInfo")).get("id")) or model
        _read(talk, held, text(held.get("id")) or str(place), model)
    for row in talk.rows if head.agent_id else ():
        row.channel, row.agent_id, row.is_hidden = SIDECHAIN, head.agent_id, row.is_hidden or row.role == "user"
    head.title = first_words(talk.rows)
    return talk.finish(head.conversation_id, talk.rows[-1].node_id if talk.rows else None)


def name_of(raw: Raw) -> tuple[str, str | None]:
    """The session of a file, and the agent that it is of where that is not the one which began it."""
    session = text(raw.get("sessionId")) or "unnamed"
    is_lead = raw.get("agent") in (None, "", _LEAD)
    return session, None if is_lead else file(raw).name.removesuffix(".json").removesuffix(".messages")


def _head(raw: Raw) -> Conversation:
    session, agent = name_of(raw)
    return Conversation(
        session if agent is None else f"{session}/{agent}",
        updated_at=micros(raw.get("updated_at")),
        origin="Cline",
        export_format="session",
        parent_conversation_id=None if agent is None else session,
        agent_id=agent,
        agent_type=None if agent is None else text(raw.get("agent")),
    )


def _read(talk: Talk, held: Mapping[str, Any], own: str, model: str | None) -> None:
    """What tools said stands in a message of the user's, above what that one typed."""
    at, begin = micros(held.get("ts")), len(talk.rows)
    if at is None and held.get("ts"):
        talk.notes.lost(MISFIT, own, "ts")
    role = text(held.get("role"))
    content = held.get("content")
    blocks = talk.notes.objects(_as_blocks(content), own, "content")
    for place, one in enumerate(blocks):
        _block(talk, one, f"{own}/{place}", at)
    words = [one["text"] for one in blocks if one.get("type") == "text" and one.get("text")]
    kinds = [text(one.get("type")) or "none" for one in blocks]
    talk.see("block", kinds)
    others = [one for one, kind in zip(blocks, kinds, strict=True) if kind not in _KNOWN]
    beside = [one for one, kind in zip(blocks, kinds, strict=True) if kind in _FILES]
    if words or others or beside or len(talk.rows) == begin:
        row = talk.add(own, role, words, at)
        for one in beside:
            direction = "out" if role == "assistant" else "in"
            name = text(one.get("name")) or text(one.get("path"))
            talk.attach(row, _FILES[one["type"]], str(one["type"]), file_name=name, direction=direction)
        if others:
            talk.keep(row, others, detail=text(others[0].get("type")))
    used = _used(mapping(held.get("metrics")))
    for row in talk.rows[begin:]:
        row.message_id = own
        if row.role == "assistant":
            row.model_slug = model
            talk.spend(row, used, f"{talk.flat.conversation.conversation_id}:{own}")


def _block(talk: Talk, one: Mapping[str, Any], node: str, at: Micros | None) -> None:
    kind = one.get("type")
    if kind == "thinking" and one.get("thinking"):
        talk.add(node, "assistant", one["thinking"], at, "thoughts")
    elif kind == "tool_use":
        talk.call(node, text(one.get("name")), one.get("input"), text(one.get("id")), at)
    elif kind == "tool_result":
        told = one.get("content")
        parts = talk.notes.objects(_as_blocks(told), node, "content")
        said = [part["text"] for part in parts if part.get("text")]
        row = talk.result(node, None, said, text(one.get("tool_use_id")), at, one.get("is_error") is True)
        for part in parts:
            if (text(part.get("type")) or "") in _FILES:
                talk.attach(row, _FILES[part["type"]], "tool_result", direction="out")
            elif part and not part.get("text"):
                talk.notes.lost(UNKEPT, node, text(part.get("type")))


def _as_blocks(told: object) -> object:
    """Words stand for a block of text, one block for a list of one."""
    listed = told if isinstance(told, list) else [told]
    return [{"type": "text", "text": one} if isinstance(one, str) and one else one for one in listed]


_KNOWN = frozenset({"text", "thinking", "tool_use", "tool_result"}) | _HIDDEN | _FILES.keys()


def _used(told: Mapping[str, Any]) -> Usage | None:
    """What an answer used: the input holds what was read from the cache and what was written to it."""
    names = ("inputTokens", "cacheReadTokens", "cacheWriteTokens", "outputTokens")
    prompt, read, written, said = (number(told.get(name)) for name in names)
    read = min(read, prompt)
    written = min(written, prompt - read)
    found, cost = usage(prompt - read - written, read, written, 0, said), dollars(told.get("cost"))
    return paid(cost) if found is None else found._replace(usd=cost)
