"""One chat -> its rows: its messages by their times, of an answer the calls of tools above its words."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message
from etl.rows.types import Raw
from etl.transform.providers.coerce import as_json, items, mapping, micros, text
from etl.transform.providers.issues import MISFIT
from etl.transform.providers.logs import file
from etl.transform.providers.talk import Talk, first_words

_FAR = 1 << 62
_READ = ("text", "thinking", "tool_call", "reference", "image_url")
"""Kinds of chunks that are read; others are kept as they are."""


def flatten(raw: Raw) -> Flat:
    """Flatten one chat. Every message becomes rows or a counted drop; never raises.

    Answers in a row are answers to one question: branches, of which the one that was preferred goes on, else the last.
    """
    talk = Talk(Flat(Conversation("")))
    messages = [mapping(one) for one in talk.notes.listed(raw.get("messages"), None, "messages")]
    named = next((name for one in messages if (name := text(one.get("chatId")))), None)
    member = file(raw)
    talk.flat.conversation = Conversation(named or member.stem.removeprefix("chat-"), export_format="messages")
    talk.see("conversation", raw)
    last: str | None = None
    for is_answer, run in groupby(sorted(messages, key=_time), key=lambda one: one.get("role") == "assistant"):
        parent, some = last, list(run)
        preferred = _preferred(some) if is_answer else None
        for held in some:
            begin = len(talk.rows)
            if not held:
                talk.drop()
                continue
            talk.see("message", held)
            _read(talk, held)
            talk.rows[begin].parent_id = parent if is_answer else last
            last = talk.rows[-1].node_id if preferred is None or held is preferred else last
    talk.flat.conversation.title = first_words(talk.rows)
    return talk.finish(talk.flat.conversation.conversation_id, last)


def _preferred(answers: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The answer that says that it was preferred over another of them; None where none does."""
    names = {text(one.get("id")) for one in answers} - {None}
    over = [(one, one.get("preferenceOver")) for one in answers]
    return next((one for one, told in over if names & {name for name in [*items(told), told] if text(name)}), None)


def _time(held: Mapping[str, Any]) -> int:
    at = micros(held.get("createdAt"))
    return _FAR if at is None else at


def _read(talk: Talk, held: Mapping[str, Any]) -> None:
    own, at = text(held.get("id")) or f"missing-{len(talk.rows)}", micros(held.get("createdAt"))
    if at is None and held.get("createdAt"):
        talk.notes.lost(MISFIT, own, "createdAt")
    chunks = talk.notes.objects(held.get("contentChunks"), own, "contentChunks")
    talk.see("content_type", [kind for one in chunks if (kind := text(one.get("type")))])
    for one in chunks:
        if one.get("type") in _READ:
            talk.see("part", one)
    for place, one in enumerate(one for one in chunks if one.get("type") == "tool_call"):
        _call(talk, f"{own}/call{place}", one, at)
    thoughts = [one.get("text") or one.get("thinking") for one in chunks if one.get("type") == "thinking"]
    if any(thoughts):
        talk.add(f"{own}/thoughts", "assistant", thoughts, at, "thoughts")
    # Pieces of one text, between which references stand.
    pieces: list[Any] = [one.get("text") for one in chunks if one.get("type") == "text"]
    apart = "".join(pieces) if all(isinstance(one, str) for one in pieces) else pieces
    words = held.get("content") or apart
    if apart and isinstance(words, str) and words.split() != (apart.split() if isinstance(apart, str) else apart):
        talk.notes.lost("a text told twice, and differently", own, "contentChunks")
    row = talk.add(own, text(held.get("role")), words, at)
    for one in chunks:
        if one.get("type") == "image_url":
            talk.attach(row, "image", "contentChunks", pointer=text(one.get("imageUrl")), direction="out")
    for one in talk.notes.objects(held.get("files"), own, "files"):
        kind = "image" if one.get("type") == "image" else "file"
        talk.attach(row, kind, "files", file_name=text(one.get("name")), direction="in")
    _aside(talk, row, held, chunks)


def _aside(talk: Talk, row: Message, held: Mapping[str, Any], chunks: list[Mapping[str, Any]]) -> None:
    """Keep what stands beside the words of a message and is none of the parts that are known."""
    others: list[Any] = [one for one in chunks if one and one.get("type") not in _READ]
    others += [{name: held[name]} for name in ("canvas", "quotes") if held.get(name)]
    if others:
        talk.keep(row, others, "parts of a message that are kept as JSON")
        row.kind = row.kind if row.text else "unknown"
    talk.keep_beside(row, held, ("context", "reactionDetail", "reactionComment"))


def _call(talk: Talk, node: str, told: Mapping[str, Any], at: Any) -> None:
    name, own = text(told.get("name")), text(told.get("id"))
    talk.call(node, name, told.get("publicArguments"), own, at)
    answer = told.get("publicResult")
    if answer is not None or told.get("isDone") is True:
        words = answer if isinstance(answer, str) or answer is None else as_json(answer)
        talk.result(f"{node}/result", name, words, own, at, told.get("success") is False)
