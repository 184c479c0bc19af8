"""One conversation -> its rows: each message below the one that it names, or stands in, as its parent."""

from collections.abc import Iterator, Mapping
from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message
from etl.rows.types import Micros, Raw
from etl.transform.providers.coerce import items, mapping, micros, text, whole
from etl.transform.providers.issues import MISFIT
from etl.transform.providers.talk import LAST, Talk

_NONE = "00000000-0000-0000-0000-000000000000"


def flatten(raw: Raw) -> Flat:
    """Flatten one conversation. Every message becomes rows or a counted drop; never raises."""
    talk = Talk(Flat(Conversation("")))
    own = text(raw.get("conversationId"))
    talk.flat.conversation = Conversation(
        conversation_id=own or talk.notes.missing_id([raw.get("title"), raw.get("exportAt")]),
        title=talk.notes.text(raw, "title"),
        created_at=micros(raw.get("createdAt")),
        updated_at=micros(raw.get("updatedAt")),
        origin=text(raw.get("endpoint")),
        export_format="tree" if raw.get("messagesTree") else "list",
    )
    talk.see("conversation", raw)
    told = mapping(raw.get("options"))
    instruction = next(
        (one for name in ("promptPrefix", "system", "instructions") if (one := text(told.get(name)))), None
    )
    if instruction:
        talk.add("system", "system", instruction, None, parent=None).is_hidden = True
    for held, above in _all(raw, talk):
        if held:
            talk.see("message", held)
            _read(talk, held, above)
        else:
            talk.drop("not an object")
    chosen = text(mapping(raw.get("options")).get("model")) or text(raw.get("model"))
    return talk.finish(talk.flat.conversation.conversation_id, default_model=chosen)


def _all(raw: Raw, talk: Talk) -> Iterator[tuple[Mapping[str, Any], str | None]]:
    """Every message, with the one that it stands below in a tree; parents first."""
    roots = (talk.notes.listed(raw.get(name), None, name) for name in ("messagesTree", "messages"))
    waiting: list[tuple[Any, str | None]] = [(one, None) for one in reversed(next(filter(None, roots), ()))]
    while waiting:
        one, above = waiting.pop()
        held = mapping(one)
        yield held, above
        own = text(held.get("messageId")) or above
        waiting += [(child, own) for child in reversed(talk.notes.listed(held.get("children"), own, "children"))]


def _read(talk: Talk, held: Mapping[str, Any], above: str | None) -> None:
    own, at = text(held.get("messageId")) or f"missing-{len(talk.rows)}", micros(held.get("createdAt"))
    named = text(held.get("parentMessageId"))
    parent = above if named in (None, _NONE) else named
    if at is None and held.get("createdAt"):
        talk.notes.lost(MISFIT, own, "createdAt")
    is_typed = held.get("isCreatedByUser") is True or (text(held.get("sender")) or "").lower() == "user"
    role, begin = "user" if is_typed else "assistant", len(talk.rows)
    words = _parts(talk, own, held, at, parent)
    row = talk.add(own, role, words, at, parent=LAST if len(talk.rows) > begin else parent)
    row.kind = "error" if held.get("error") is True else row.kind
    row.status = "unfinished" if held.get("unfinished") is True else None
    row.tokens_reported = whole(held.get("tokenCount")) or None
    for one in talk.rows[begin:]:
        one.message_id = own
        one.model_slug = text(held.get("model")) if one.role == "assistant" else None
    _pictures(talk, row, held)
    talk.keep_beside(row, held, ("feedback", "plugin", "plugins"))
    if isinstance(held.get("error"), str | dict) and held["error"]:
        talk.keep_beside(row, held, ("error",))
    for name in ("files", "attachments"):
        for told in talk.notes.objects(held.get(name), row.node_id, name):
            kind = "image" if (text(told.get("type")) or "").startswith("image") else "file"
            shown = text(told.get("filename")) or text(told.get("name"))
            talk.attach(row, kind, name, file_id=text(told.get("file_id")), file_name=shown)


def _parts(talk: Talk, own: str, held: Mapping[str, Any], at: Micros | None, parent: str | None) -> Any:
    """The words of a message; what it has besides, thoughts and calls of tools, become rows above it."""
    begin, words, others = len(talk.rows), list[Any](), list[Any]()
    for place, told in enumerate(talk.notes.objects(held.get("content"), own, "content")):
        kind, above = text(told.get("type")), LAST if len(talk.rows) > begin else parent
        talk.see("content_type", (kind or "none",))
        if kind == "think":
            if told.get("think"):
                talk.add(f"{own}/thoughts{place}", "assistant", _text(told["think"]), at, "thoughts", above)
        elif kind == "tool_call":
            _call(talk, f"{own}/call{place}", mapping(told.get("tool_call")), at, above)
        elif kind in ("text", "error"):
            words.append(_text(told.get(kind)))
        elif kind not in ("image_file", "image_url") and told:
            others.append(told)
    if others:
        talk.notes.odd("unknown content type", own, text(mapping(others[0]).get("type")))
        words += [] if any(words) else [one for told in others if (one := text(told.get("text")))]
    said = [one for one in words if one]
    beside = text(held.get("text"))
    if said and beside and beside.split() != " ".join(one for one in said if isinstance(one, str)).split():
        talk.notes.lost("a text told twice, and differently", own, "text")
    return said or held.get("text")


def _pictures(talk: Talk, row: Message, held: Mapping[str, Any]) -> None:
    """The pictures among the parts of a message; one that stands in the part itself is its bytes, and not kept."""
    for part in map(mapping, items(held.get("content"))):
        kind = text(part.get("type"))
        if kind in ("image_file", "image_url"):
            told = mapping(part.get(kind))
            place = text(part.get(kind)) or text(told.get("url")) or text(told.get("filepath"))
            talk.attach(
                row,
                "image",
                kind,
                file_id=text(told.get("file_id")),
                file_name=text(told.get("filename")),
                pointer=None if place and place.startswith("data:") else place,
                direction="in" if row.role == "user" else "out",
            )


def _text(told: object) -> Any:
    return told.get("value") if isinstance(told, dict) else told


def _call(talk: Talk, node: str, told: Mapping[str, Any], at: Micros | None, above: str | None) -> None:
    """A call of an agent tells its parts itself; one of an assistant in an object by the name of its type."""
    kind, call = text(told.get("type")) or "", text(told.get("id"))
    inner = mapping(told.get(kind))
    name = text(told.get("name")) or text(inner.get("name")) or (kind if inner else None)
    given = next((inner[field] for field in ("arguments", "input") if field in inner), told.get("args"))
    talk.call(node, name, given, call, at, above)
    logs = [mapping(one).get("logs") for one in items(inner.get("outputs"))]
    answer = next((one for one in (told.get("output"), inner.get("output")) if one is not None), logs or None)
    if answer is not None:
        talk.result(f"{node}/result", name, answer, call, at, False)
