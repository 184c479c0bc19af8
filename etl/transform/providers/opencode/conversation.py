"""One session -> its rows: messages by their times, of each its parts in their order, and what each step used."""

import re
from collections.abc import Mapping
from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message
from etl.rows.types import Micros, Raw
from etl.transform.providers.coerce import items, mapping, micros, text, whole
from etl.transform.providers.issues import MISFIT
from etl.transform.providers.logs import folder, origin_key
from etl.transform.providers.opencode.fields import head
from etl.transform.providers.opencode.parts import assistant_rows, user_rows
from etl.transform.providers.reported_usage import Usage, dollars, number, paid, usage
from etl.transform.providers.talk import SIDECHAIN, Talk, first_words

_PLACEHOLDER = re.compile(r"(?:New|Child) session - \d{4}-\d\d-\d\dT")
_FAR = 1 << 62


def flatten(raw: Raw) -> Flat:
    """Flatten one session. Every message becomes rows or a counted drop; never raises.

    A fork begins with a copy of its parent's messages under new ids: their times and tokens name what was billed.
    """
    told = head(raw)
    talk = Talk(Flat(_head(told, raw)))
    talk.see("conversation", [*raw, *(told if told is not raw else ())])
    lost = items(raw.get("lost"))
    if lost:
        talk.notes.lost("a file that cannot be read", None, f"{len(lost)} files")
    messages = [_opened(one, talk) for one in talk.notes.listed(raw.get("messages"), None, "messages")]
    hidden = text(mapping(told.get("revert")).get("messageID"))
    last: str | None = None
    is_undone = False
    for info, parts in sorted(messages, key=_order):
        is_undone = is_undone or (hidden is not None and info.get("id") == hidden)
        if not info:
            talk.drop()
            continue
        talk.see("message", info)
        _read(talk, info, parts)
        last = last if is_undone or not talk.rows else talk.rows[-1].node_id
    _mark(talk)
    conversation = talk.flat.conversation
    conversation.title = conversation.title or first_words(talk.rows)
    return talk.finish(conversation.conversation_id, last)


def _head(told: Mapping[str, Any], raw: Raw) -> Conversation:
    time, own = mapping(told.get("time")), text(told.get("id")) or "unnamed"
    title, parent = text(told.get("title")), text(told.get("parentID"))
    return Conversation(
        conversation_id=own,
        title=None if title is None or _PLACEHOLDER.match(title) else title,
        created_at=micros(time.get("created", told.get("createdAt"))),
        updated_at=micros(time.get("updated", told.get("updatedAt"))),
        project_id=folder(told.get("directory")),
        export_format="session" if "info" in raw else "plain",
        parent_conversation_id=parent,
        agent_id=own if parent else None,
        agent_type="subagent" if parent else None,
    )


def _opened(one: object, talk: Talk) -> tuple[Mapping[str, Any], list[Any]]:
    held = mapping(one)
    info = mapping(held.get("info")) or ({} if "info" in held else held)
    return info, list(talk.notes.listed(held.get("parts"), text(info.get("id")), "parts"))


def _order(one: tuple[Mapping[str, Any], list[Any]]) -> tuple[int, str]:
    """By their place where that is told, else by time."""
    place, at = whole(one[0].get("seq")), _time(one[0])
    return (place if place is not None else _FAR if at is None else at), text(one[0].get("id")) or ""


def _time(info: Mapping[str, Any]) -> Micros | None:
    return micros(mapping(info.get("time")).get("created", info.get("createdAt")))


def _read(talk: Talk, info: Mapping[str, Any], parts: list[Any]) -> None:
    own, at, role = text(info.get("id")) or f"missing-{len(talk.rows)}", _time(info), text(info.get("role"))
    begin = len(talk.rows)
    if at is None and info.get("time"):
        talk.notes.lost(MISFIT, own, "time")
    held = [mapping(one) for one in parts if isinstance(one, dict)]
    talk.see("content_type", [kind for one in held if (kind := text(one.get("type")))])
    if role == "assistant":
        assistant_rows(talk, own, info, held, at)
    else:
        user_rows(talk, own, role, held, at)
        if role is None and not held:
            talk.notes.lost("an event of an unknown type that bears a message", own, text(info.get("type")))
    rows = talk.rows[begin:]
    model = text(info.get("modelID")) or text(mapping(info.get("model")).get("modelID"))
    used = _used(mapping(info.get("tokens")), info)
    for row in rows:
        row.message_id = own
        if row.role == "assistant":
            row.model_slug, row.finish_type = model, text(info.get("finish"))
            talk.spend(row, used, _billed(info, own))
        elif row.created_at is not None:
            row.origin_key = origin_key(str(row.created_at), row.role or "", row.kind, row.text)
    if info.get("summary") is True:
        for row in rows:
            row.is_hidden, row.kind = True, "recap" if row.kind == "text" else row.kind


def _billed(info: Mapping[str, Any], own: str) -> str:
    """What a step is in every copy of it: when it was made, by which model, and of which tokens."""
    tokens = mapping(info.get("tokens"))
    at, cache = _time(info), mapping(tokens.get("cache"))
    told = (tokens.get("input"), tokens.get("output"), tokens.get("reasoning"), cache.get("read"), cache.get("write"))
    if at is None or not any(map(number, told)):
        return own
    return ":".join(map(str, (at, info.get("modelID"), *map(number, told))))


def _used(tokens: Mapping[str, Any], info: Mapping[str, Any]) -> Usage | None:
    """The cache stands beside the input, and the reasoning beside the output unless the total says otherwise."""
    cache = mapping(tokens.get("cache"))
    fresh, said, thought = (number(tokens.get(name)) for name in ("input", "output", "reasoning"))
    read, written = number(cache.get("read")), number(cache.get("write"))
    is_inside = thought > 0 and number(tokens.get("total")) == fresh + said + read + written
    found = usage(fresh, read, written, 0, said if is_inside else said + thought)
    cost = dollars(info.get("cost"))
    if found is None:
        return paid(cost)
    return found._replace(reasoning=min(thought, found.output), usd=cost or None)


def _mark(talk: Talk) -> None:
    """Of a sub-agent's session nothing was typed by a person."""
    agent = talk.flat.conversation.agent_id
    for row in talk.rows if agent else ():
        one: Message = row
        one.channel, one.agent_id, one.is_hidden = SIDECHAIN, agent, one.is_hidden or one.role == "user"
