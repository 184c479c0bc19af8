"""One chat -> its rows: of each request what was asked, thoughts, calls of tools, the answer, and what it used."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message
from etl.rows.types import Micros, Raw
from etl.transform.providers import copilot_cli
from etl.transform.providers.coerce import as_json, decimal, items, mapping, micros, text
from etl.transform.providers.issues import MISFIT
from etl.transform.providers.logs import file
from etl.transform.providers.reported_usage import Usage, number, usage
from etl.transform.providers.talk import UNKEPT, Talk
from etl.transform.providers.vscode_chat.fields import KNOWN, is_transcript
from etl.transform.providers.vscode_chat.replay import replayed

_WORDS = frozenset({"markdown", "markdownVuln"})
_OF_WORDS = frozenset({"value", "content"})

_UNKEPT = frozenset(
    {"textEditGroup", "notebookEditGroup", "confirmation", "warning", "elicitation", "questionCarousel", "pullRequest"}
)
"""Parts with words that are no answer: what was written into files, and what the program asked the person."""


def flatten(raw: Raw) -> Flat:
    """Flatten one chat. Every request becomes rows or a counted drop; never raises."""
    if is_transcript(raw):
        return _of_transcript(raw)
    state, failed = replayed(list(items(raw.get("rows")))) if "rows" in raw else (raw, 0)
    talk = Talk(Flat(_head(state, raw)))
    talk.see("conversation", [*state, *(raw if state is not raw else ())])
    if failed:
        talk.notes.lost("a change of a chat that cannot be made", None, f"{failed} changes")
    if text(mapping(state.get("inputState")).get("inputText")):
        talk.notes.odd("a draft that was never sent")
    for held in talk.notes.listed(state.get("requests"), None, "requests"):
        if isinstance(held, dict) and held:
            talk.see("message", held)
            _read(talk, held)
        else:
            talk.drop("not an object")
    head = talk.flat.conversation
    head.title = head.title or next((row.text.splitlines()[0][:200] for row in talk.rows if row.text.strip()), None)
    return talk.finish(head.conversation_id, talk.rows[-1].node_id if talk.rows else None)


def _of_transcript(raw: Raw) -> Flat:
    """A transcript, which counts where its chat is not stored: all in it is the chat's."""
    flat = copilot_cli.flatten(raw)
    head = flat.conversation
    chat = head.conversation_id
    head.conversation_id, head.export_format = f"{chat}/transcript", "transcript"
    for row in flat.messages:
        row.inherited_from = chat
    for issue in flat.issues:
        issue.conversation_id = head.conversation_id
    return flat


def _head(state: Mapping[str, Any], raw: Raw) -> Conversation:
    member = file(raw)
    return Conversation(
        conversation_id=text(state.get("sessionId")) or member.stem,
        title=text(state.get("customTitle")),
        created_at=micros(state.get("creationDate")),
        updated_at=micros(state.get("lastMessageDate")),
        project_id=member.parent.parent.name or None if member.parent.name == "chatSessions" else None,
        origin=text(state.get("responderUsername")),
        export_format="log" if "rows" in raw else "document",
    )


def _read(talk: Talk, held: Mapping[str, Any]) -> None:
    own, at = text(held.get("requestId")) or f"missing-{len(talk.rows)}", micros(held.get("timestamp"))
    if at is None and held.get("timestamp"):
        talk.notes.lost(MISFIT, own, "timestamp")
    asked = held.get("message")
    row = talk.add(own, "user", mapping(asked).get("text") if isinstance(asked, dict) else asked, at)
    row.is_hidden = held.get("isHidden") is True
    talk.keep_beside(row, held, ("voteDownReason", "confirmation"))
    for one in talk.notes.objects(mapping(held.get("variableData")).get("variables"), own, "variables"):
        kind = "image" if one.get("kind") == "image" else "file"
        talk.attach(row, kind, "variableData", file_name=text(one.get("name")), direction="in")
    begin = len(talk.rows)
    _answer(talk, own, held, at)
    _settle(talk, own, held, begin)


def _settle(talk: Talk, own: str, held: Mapping[str, Any], begin: int) -> None:
    """What a request used, for its answer's rows; the tokens of an answer alone, as some builds tell, are no usage."""
    result, at = mapping(held.get("result")), micros(held.get("timestamp"))
    used = _used(held, mapping(result.get("metadata")))
    if used is not None and len(talk.rows) == begin:
        talk.add(f"{own}/answer", "assistant", None, at, "empty")
    name = _billed(held, used) or f"{talk.flat.conversation.conversation_id}:{own}"
    last: Message | None = None
    for made in talk.rows[begin:]:
        made.message_id = text(held.get("responseId")) or f"{own}/answer"
        if made.role == "assistant":
            made.model_slug = _model(held, mapping(result.get("metadata")))
            is_whole = used is not None and used.input > 0
            talk.spend(made, used if is_whole else None, name)
            last = made
    if used is not None and not used.input and last is not None:
        last.tokens_reported = used.output


def _answer(talk: Talk, own: str, held: Mapping[str, Any], at: Micros | None) -> None:
    """Thoughts first, then calls, then all words: they are one answer."""
    parts = talk.notes.objects(held.get("response"), own, "response")
    kinds = [text(one.get("kind")) or ("none" if one and not one.keys() & _OF_WORDS else "markdown") for one in parts]
    talk.see("content_type", kinds)
    for kind in sorted(set(kinds) & _UNKEPT):
        talk.notes.odd(UNKEPT, own, kind)
    thoughts = [_value(one) for one, kind in zip(parts, kinds, strict=True) if kind == "thinking"]
    if any(thoughts):
        talk.add(f"{own}/thoughts", "assistant", [one for one in thoughts if one], at, "thoughts")
    for place, (one, kind) in enumerate(zip(parts, kinds, strict=True)):
        if kind == "toolInvocationSerialized":
            _call(talk, f"{own}/call{place}", one, at)
    words = "".join(_words(one, kind) for one, kind in zip(parts, kinds, strict=True))
    error = mapping(mapping(held.get("result")).get("errorDetails")).get("message")
    if words.strip():
        elapsed = decimal(mapping(mapping(held.get("result")).get("timings")).get("totalElapsed"))
        ended = at if at is None or elapsed is None else micros((at + elapsed * 1000) / 1_000_000)
        talk.add(f"{own}/answer", "assistant", words, ended)
        if error:
            talk.notes.odd(UNKEPT, own, "errorDetails")
    elif isinstance(error, str) and error:
        talk.add(f"{own}/answer", "assistant", error, at, "error")
    others = [one for one, kind in zip(parts, kinds, strict=True) if kind not in KNOWN["content_type"]]
    if others:
        is_said = talk.rows[-1].message_id == f"{own}/answer"
        row = talk.rows[-1] if is_said else talk.add(f"{own}/answer", "assistant", None, at, "unknown")
        talk.keep(row, others, detail=text(others[0].get("kind")))


def _words(part: Mapping[str, Any], kind: str) -> str:
    if kind in _WORDS:
        return _value(part) or _value(mapping(part.get("content")))
    if kind == "inlineReference":
        told = mapping(part.get("inlineReference"))
        place = text(told.get("fsPath")) or text(told.get("path")) or text(mapping(told.get("location")).get("path"))
        name = text(part.get("name")) or text(told.get("name")) or PurePosixPath((place or "").replace("\\", "/")).name
        return f"`{name}`" if name else ""
    return ""


def _value(part: Mapping[str, Any]) -> str:
    value = part.get("value")
    value = value.get("value") if isinstance(value, dict) else value
    return "\n".join(one for one in value if isinstance(one, str)) if isinstance(value, list) else text(value) or ""


def _call(talk: Talk, node: str, told: Mapping[str, Any], at: Micros | None) -> Message | None:
    name, call, given = text(told.get("toolId")), text(told.get("toolCallId")), told.get("toolSpecificData")
    shown = told.get("invocationMessage")
    words = given if given else text(shown) or text(mapping(shown).get("value"))
    row = talk.call(node, name, words, call, at)
    if mapping(given).get("kind") == "subagent":
        use = talk.uses.all[-1]
        use.category, use.agent_type = "agent", text(mapping(given).get("agentName"))
    output = mapping(told.get("resultDetails")).get("output")
    if output is not None:
        answer = output if isinstance(output, str) else as_json(output)
        is_failed = mapping(told.get("resultDetails")).get("isError") is True
        talk.result(f"{node}/result", name, answer, call, at, is_failed)
    return row


def _model(held: Mapping[str, Any], told: Mapping[str, Any]) -> str | None:
    """The one that answered, else the one that was chosen."""
    named = text(told.get("resolvedModel")) or text(held.get("modelId"))
    return named.removeprefix("copilot/") if named else None


def _billed(held: Mapping[str, Any], used: Usage | None) -> str | None:
    """What a request is in every copy of its chat, if it tells: a fork's has its own id and time, and took as long."""
    timings = mapping(mapping(held.get("result")).get("timings"))
    took = number(timings.get("totalElapsed"))
    if used is None or not used.input or not took:
        return None
    return ":".join(map(str, (took, number(timings.get("firstProgress")), used.input, used.output)))


def _used(held: Mapping[str, Any], told: Mapping[str, Any]) -> Usage | None:
    """What the request says since 2026, else what stands in its result: the same, told again."""
    beside = mapping(held.get("usage"))
    prompts = (held.get("promptTokens"), beside.get("promptTokens"), told.get("promptTokens"))
    answers = (held.get("completionTokens"), beside.get("completionTokens"), told.get("outputTokens"))
    prompt, said = (next((number(one) for one in some if number(one)), 0) for some in (prompts, answers))
    return usage(prompt, 0, 0, 0, said)
