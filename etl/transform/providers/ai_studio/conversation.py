"""One prompt -> its rows: chunks of one speaker in a row are one message; thoughts and code stand by themselves."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message
from etl.rows.types import Raw
from etl.transform.providers.ai_studio.fields import other_prompt
from etl.transform.providers.coerce import items, mapping, micros, text, total, whole
from etl.transform.providers.talk import UNKEPT, Talk

_FILES = {"Document": "file", "File": "file", "Image": "image", "Audio": "audio", "Video": "video"}
Chunks = Sequence[tuple[int, Mapping[str, Any]]]


def flatten(raw: Raw) -> Flat:
    """Flatten one prompt. Every chunk becomes part of a row or a counted drop; never raises."""
    own = identity(raw)
    member = PurePosixPath((text(raw.get("member")) or "").replace("\\", "/"))
    talk = Talk(Flat(Conversation(own, title=member.name.removesuffix(".json") or None, export_format="chunks")))
    talk.see("conversation", raw)
    listed = talk.notes.listed(mapping(raw.get("chunkedPrompt")).get("chunks"), None, "chunks")
    chunks = [mapping(one) for one in listed]
    told = mapping(raw.get("systemInstruction")).get("text")
    if told:
        talk.add("instruction", "system", told, None).is_hidden = True
    if (other := other_prompt(raw)) is not None:
        _other(talk, other)
    for kind, some in groupby(enumerate(chunks), key=lambda one: _kind(one[1])):
        run = list(some)
        for _, held in run:
            talk.see("message", held)
        if kind == "nothing":
            talk.flat.drops["no message"] += len(run)
        else:
            _read(talk, kind, run)
    drafts = [one for one in items(mapping(raw.get("chunkedPrompt")).get("pendingInputs")) if _is_said(mapping(one))]
    if drafts:
        talk.notes.odd("a draft that was never sent", None, f"{len(drafts)} chunks")
    for page in map(mapping, items(raw.get("citations")) if talk.rows else ()):
        talk.cite(talk.rows[-1], "citations", page.get("uri") or page.get("url"), page.get("title"))
    if raw.get("applets"):
        talk.notes.odd(UNKEPT, None, "applets")
    model = text(mapping(raw.get("runSettings")).get("model"))
    current = talk.rows[-1].node_id if talk.rows else None
    return talk.finish(own, current, model.removeprefix("models/") if model else None)


def identity(raw: Raw) -> str:
    """A prompt has no id: its file's name and the first words that were typed make one."""
    chunks = [mapping(one) for one in items(mapping(raw.get("chunkedPrompt")).get("chunks"))]
    first = next((found for one in chunks if (found := text(one.get("text")))), "")
    name = PurePosixPath((text(raw.get("member")) or "").replace("\\", "/")).name
    return blake2b(f"{name}\0{first}".encode("utf-8", "replace"), digest_size=12).hexdigest()


def _other(talk: Talk, told: Any) -> None:
    """A prompt of another kind: what it asked, and all of it as JSON, as nobody knows where its answers stand."""
    asked = text(told) or next(
        (one for name in ("value", "text", "input") if (one := text(mapping(told).get(name)))), None
    )
    row = talk.add("prompt", "user", asked, None)
    talk.keep(row, told, "a prompt of a kind before the chats, which is kept as JSON")
    row.kind = row.kind if row.text else "unknown"


def _is_said(held: Mapping[str, Any]) -> bool:
    return any(_words(held)) or any(name.startswith(("drive", "inline")) for name in held)


def _kind(held: Mapping[str, Any]) -> str:
    if not held:
        return "nothing"
    if held.get("executableCode") or held.get("codeExecutionResult"):
        return "code"
    if held.get("role") == "user":
        return "user"
    return "thoughts" if held.get("isThought") is True else "assistant"


def _read(talk: Talk, kind: str, run: Chunks) -> None:
    place, first = run[0]
    at = micros(first.get("createTime"))
    if kind == "code":
        _code(talk, run)
        return
    words = [piece for _, held in run for piece in _words(held)]
    role = "user" if kind == "user" else "assistant"
    aside = [piece for _, held in run for piece in _words(held, thoughts=True)] if kind == "assistant" else []
    if aside:
        talk.add(f"{place}/thoughts", role, aside, at, "thoughts")
    row = talk.add(str(place), role, words, at, "thoughts" if kind == "thoughts" else "text")
    row.tokens_reported = total(whole(held.get("tokenCount")) or 0 for _, held in run) or None
    for _, held in run:
        _beside(talk, row, held)
    functions = [{name: held[name]} for _, held in run for name in ("functionCall", "functionResponse") if name in held]
    if functions:
        talk.keep(row, functions, "parts of a chunk that are kept as JSON")
        row.kind = row.kind if row.text else "unknown"
    error = next((told for _, held in run if (told := text(held.get("errorMessage")))), None)
    if error and not row.text:
        talk.say(row, error)
        row.kind = "error"
    elif error:
        talk.keep_beside(row, {"errorMessage": error}, ("errorMessage",))
    row.finish_type = text(run[-1][1].get("finishReason"))


def _words(held: Mapping[str, Any], *, thoughts: bool = False) -> Iterator[Any]:
    """The text of a chunk; its parts tell the same again, and where they alone do, thoughts may stand among them."""
    told = held.get("text")
    if told:
        yield from () if thoughts else (told,)
        return
    parts = map(mapping, items(held.get("parts")))
    is_thought = held.get("isThought") is True
    wanted = [one for one in parts if ((one.get("thought") is True) is thoughts) or (is_thought and not thoughts)]
    joined = "".join(one for part in wanted if isinstance(one := part.get("text"), str))
    if joined:
        yield joined


def _code(talk: Talk, run: Chunks) -> None:
    for place, held in run:
        at, code, told = micros(held.get("createTime")), held.get("executableCode"), held.get("codeExecutionResult")
        if code:
            talk.call(str(place), "code_execution", mapping(code).get("code") or code, None, at)
        if told:
            is_failed = mapping(told).get("outcome") not in (None, "OUTCOME_OK")
            node = f"{place}/result" if code else str(place)
            talk.result(node, "code_execution", mapping(told).get("output"), None, at, is_failed)


def _beside(talk: Talk, row: Message, held: Mapping[str, Any]) -> None:
    """Files, and what an answer found."""
    direction = "in" if row.role == "user" else "out"
    for name, value in held.items():
        kind = next((kind for end, kind in _FILES.items() if name in (f"drive{end}", f"inline{end}")), None)
        if kind is not None or name == "youtubeVideo":
            told = mapping(value)
            own = text(told.get("id"))
            mime_type = text(told.get("mimeType"))
            talk.attach(row, kind or "video", name, file_id=own, mime_type=mime_type, direction=direction)
    for page in talk.notes.objects(mapping(held.get("grounding")).get("groundingSources"), row.node_id, "grounding"):
        talk.cite(row, "grounding", page.get("uri"), page.get("title"))
