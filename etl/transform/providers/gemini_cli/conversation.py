"""One session -> its rows: what was typed, thoughts, answers, calls with their results, and what each request used."""

from collections.abc import Mapping
from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message
from etl.rows.types import Raw
from etl.transform.providers.coerce import as_json, items, mapping, micros, text
from etl.transform.providers.gemini_cli.record import Record, read_record
from etl.transform.providers.issues import MISFIT
from etl.transform.providers.logs import file, folder
from etl.transform.providers.parts import answer, attach, model_rows, taken_apart
from etl.transform.providers.reported_usage import Usage, number, usage
from etl.transform.providers.talk import SIDECHAIN, Talk, first_words

_PROGRAM = ("<session_context>", "<hook_context>", "<background_output")
"""How text begins that the program wrote in the user's name."""


def flatten(raw: Raw) -> Flat:
    """Flatten one session. Every record becomes rows or a counted drop; never raises.

    What was undone is gone but for what it cost: an answer without text stands for it, beside the shown path.
    """
    record = read_record(raw)
    talk = Talk(Flat(_head(raw, record)))
    talk.see("conversation", raw)
    flat, head = talk.flat, talk.flat.conversation
    told = {"the same message again": record.rewritten, "no message": record.changes + len(record.foreign)}
    flat.drops.update({reason: times for reason, times in told.items() if times})
    if record.unread:
        talk.notes.lost(MISFIT, None, "messages")
    if any("content" in row or "message" in row for row in record.foreign):
        talk.notes.lost("an event of an unknown type that bears a message")
    for row in record.foreign:
        talk.see("event", row)
    for own, row in record.standing.items():
        _read(talk, own, row)
    last = talk.rows[-1].node_id if talk.rows else None
    for own, row in record.undone.items():
        _read_undone(talk, own, row)
    for one in talk.rows if head.agent_id else ():
        one.channel, one.agent_id = SIDECHAIN, head.agent_id
        one.is_hidden = one.is_hidden or one.role == "user"
    head.title = head.title or first_words(talk.rows)
    return talk.finish(head.conversation_id, last)


def _head(raw: Raw, record: Record) -> Conversation:
    told = record.head
    member = file(raw)
    session = text(told.get("sessionId")) or member.stem
    is_agent = told.get("kind") == "subagent"
    above = member.parent.name if member.parent.parent.name == "chats" else None
    places = [text(one) for one in items(told.get("directories"))]
    return Conversation(
        conversation_id=session,
        title=text(told.get("summary")),
        created_at=micros(told.get("startTime")) if text(told.get("startTime")) else None,
        updated_at=_latest(record),
        project_id=next((folder(one) for one in places if one), text(told.get("projectHash"))),
        export_format="log" if "rows" in raw else "document",
        parent_conversation_id=above if is_agent else None,
        agent_id=session if is_agent else None,
        agent_type="subagent" if is_agent else None,
    )


def _latest(record: Record) -> Any:
    told = [record.head.get("lastUpdated"), *(row.get("timestamp") for row in record.standing.values())]
    return max((time for one in told if (time := micros(one)) is not None), default=None)


def _read(talk: Talk, own: str, row: Mapping[str, Any]) -> None:
    kind = text(row.get("type")) or "none"
    talk.see("message", row)
    talk.see("content_type", (kind,))
    at, found = micros(row.get("timestamp")), taken_apart(row.get("content"))
    if at is None and row.get("timestamp"):
        talk.notes.lost(MISFIT, own, "timestamp")
    if kind == "user":
        _user(talk, own, row, found, at)
    elif kind == "gemini":
        _answer(talk, own, row, found, at)
    elif kind in ("info", "warning", "error"):
        talk.drop("words of the program")
    else:
        one = talk.add(own, text(row.get("role")), found.said, at, "unknown")
        talk.keep(one, row, "unknown content type", kind)


def _user(talk: Talk, own: str, row: Mapping[str, Any], found: Any, at: Any) -> None:
    if found.answers and not any(found.said):
        for place, told in enumerate(found.answers):
            last = place == len(found.answers) - 1
            answer(talk, own if last else f"{own}/result{place}", told, at)
        return
    shown = row.get("displayContent")
    words = taken_apart(shown).said if shown else found.said
    one = talk.add(own, "user", words or found.said, at)
    one.is_hidden = any(isinstance(told, str) and told.lstrip().startswith(_PROGRAM) for told in found.said[:1])
    attach(talk, one, found.files)
    if found.others:
        talk.keep(one, found.others)


def _answer(talk: Talk, own: str, row: Mapping[str, Any], found: Any, at: Any) -> None:
    thoughts = [_thought(one) for one in talk.notes.objects(row.get("thoughts"), own, "thoughts")]
    told = talk.notes.objects(row.get("toolCalls"), own, "toolCalls")
    seen = {text(one.get("id")) for one in found.calls} - {None}
    calls = [*found.calls, *(one for one in told if text(one.get("id")) not in seen)]
    whole = found._replace(thoughts=[*filter(None, thoughts), *found.thoughts], calls=calls)
    rows = model_rows(talk, own, whole, at)
    for one in rows:
        one.model_slug = text(row.get("model"))
    _spend(talk, own, row, rows)
    for place, call in enumerate(told):
        talk.see("tool", call)
        _results(talk, f"{own}/result{place}", call, at)


def _results(talk: Talk, own: str, told: Mapping[str, Any], at: Any) -> None:
    status, time = text(told.get("status")), micros(told.get("timestamp"))
    time = at if time is None else time
    is_failed = status in ("error", "cancelled") if status else None
    found = taken_apart(told.get("result"))
    for place, one in enumerate(found.answers):
        answer(talk, f"{own}-{place}" if place else own, {"name": told.get("name"), **one}, time, is_failed)
    if not found.answers and (status or told.get("result")):
        shown = told.get("resultDisplay")
        words = found.said or (shown if isinstance(shown, str | None) else as_json(shown))
        talk.result(own, text(told.get("name")), words, text(told.get("id")), time, bool(is_failed))


def _thought(told: Mapping[str, Any]) -> str:
    return "\n".join(filter(None, (text(told.get("subject")), text(told.get("description")))))


def _read_undone(talk: Talk, own: str, row: Mapping[str, Any]) -> None:
    if used(row.get("tokens")) is None:
        talk.drop("undone")
        return
    one = talk.add(own, "assistant", None, micros(row.get("timestamp")), "empty", None)
    one.model_slug, one.omitted = text(row.get("model")), "content: undone"
    _spend(talk, own, row, [one])


def _spend(talk: Talk, own: str, row: Mapping[str, Any], rows: list[Message]) -> None:
    """Give what the API said that a request used to the rows of its answer."""
    told = used(row.get("tokens"))
    if told is None and isinstance(row.get("tokens"), dict) and any(row["tokens"].values()):
        talk.notes.lost("a report of tokens that cannot be", own)
    name = f"{talk.flat.conversation.conversation_id}:{own}"
    for one in rows:
        talk.spend(one, told, name)


def used(tokens: object) -> Usage | None:
    """What a request used, as the API reports it: what was cached is in the prompt, thoughts are not in the output."""
    told = mapping(tokens)
    prompt, cached, tool = (number(told.get(name)) for name in ("input", "cached", "tool"))
    said, thought = number(told.get("output")), number(told.get("thoughts"))
    if cached and number(told.get("total")) == prompt + cached + said + thought + tool:
        prompt += cached
    cached = min(cached, prompt + tool)
    found = usage(prompt + tool - cached, cached, 0, 0, said + thought)
    return None if found is None else found._replace(reasoning=thought)
