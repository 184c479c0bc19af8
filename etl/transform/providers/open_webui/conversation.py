"""One chat -> its rows: each message of its tree, with what stands folded in its content above it."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message
from etl.rows.types import Raw
from etl.transform.providers.coerce import flag, mapping, micros, text
from etl.transform.providers.issues import MISFIT
from etl.transform.providers.open_webui.fields import chat, history, parents, rows_beside
from etl.transform.providers.open_webui.output import words_of
from etl.transform.providers.reported_usage import Usage, number, usage
from etl.transform.providers.talk import LAST, UNKEPT, Talk, has_words

_FOLDED = re.compile(r"<details\b(?P<head>[^>]{0,2000}+)>(?P<body>(?:[^<]|<(?!/?details\b))*+)</details>\s?")
_SUMMARY = re.compile(r"<summary>[^<]*+</summary>\s*")
_ATTRIBUTE = re.compile(r'\b(\w++)="([^"]*+)"')
_QUOTED = re.compile(r"^> ?", re.MULTILINE)
_BESIDE = ("merged", "code_executions", "originalContent", "embeds", "annotation")
"""Words of a person or a model beside a message: answers of several models put together, code that was run, what stood
there before it was edited, what a person thought of it."""

_ELSEWHERE = "messages that only the table chat_message of its database has"


def flatten(raw: Raw) -> Flat:
    """Flatten one chat. Every message of its tree becomes rows or a counted drop; never raises."""
    told, tree = chat(raw), history(raw)
    talk = Talk(Flat(Conversation("")))
    nodes = mapping(tree.get("messages"))
    above = parents(nodes)
    talk.flat.conversation = _head(raw, told, talk, nodes)
    talk.see("conversation", [*raw, *(told if told is not raw else ())])
    told_first = text(told.get("system")) or text(mapping(told.get("params")).get("system"))
    if told_first:
        talk.add("system", "system", told_first, None, parent=None).is_hidden = True
    for own, held in nodes.items():
        if isinstance(held, dict):
            talk.see("message", held)
            _read(talk, own, held, above.get(own))
        else:
            talk.drop("not an object")
    if rows_beside(raw) > len(nodes):
        talk.notes.odd(_ELSEWHERE, detail=f"{rows_beside(raw) - len(nodes)} messages")
    return talk.finish(talk.flat.conversation.conversation_id, text(tree.get("currentId")))


def _head(raw: Raw, told: Mapping[str, Any], talk: Talk, nodes: Mapping[str, Any]) -> Conversation:
    own = text(raw.get("id")) or text(told.get("id"))
    created = micros(raw.get("created_at") if "created_at" in raw else told.get("timestamp"))
    return Conversation(
        conversation_id=own or talk.notes.missing_id(sorted(nodes)[:1]),
        title=talk.notes.text(raw, "title") or talk.notes.text(told, "title"),
        created_at=created,
        updated_at=micros(raw.get("updated_at")),
        project_id=text(raw.get("folder_id")),
        is_archived=flag(raw.get("archived")),
        is_starred=flag(raw.get("pinned")),
        export_format="row" if told is not raw else "chat",
    )


def _read(talk: Talk, own: str, held: Mapping[str, Any], parent: str | None) -> None:
    at, role = micros(held.get("timestamp")), text(held.get("role"))
    if role is None and has_words(held, ("model", "usage", "output", "done")):
        role = "assistant"
    if at is None and held.get("timestamp"):
        talk.notes.lost(MISFIT, own, "timestamp")
    words, begin = _said(held.get("content")), len(talk.rows)
    if role == "assistant" and isinstance(words, str):
        words = _unfolded(talk, own, held, words, at, parent)
    if role == "assistant" and len(talk.rows) == begin and isinstance(held.get("output"), list):
        apart = words_of(talk, own, held["output"], at, parent)
        words = words or apart
    row = talk.add(own, role, words, at, parent=LAST if len(talk.rows) > begin else parent)
    for one in talk.rows[begin:]:
        one.message_id = own
        if one.role == "assistant":
            one.model_slug = text(held.get("model"))
            talk.spend(one, _used(mapping(held.get("usage"))), f"{talk.flat.conversation.conversation_id}:{own}")
    _beside(talk, row, held)
    is_error = held.get("error") not in (None, False, True, "", {})
    if is_error and not row.text:
        talk.say(row, mapping(held["error"]).get("content") or held["error"])
        row.kind = "error"
    elif is_error:
        talk.keep_beside(row, held, ("error",))
    talk.keep_beside(row, held, _BESIDE)


def _said(content: object) -> Any:
    if isinstance(content, list):
        return [mapping(one).get("text") for one in content if mapping(one).get("type") in (None, "text")]
    return content


def _unfolded(talk: Talk, own: str, held: Mapping[str, Any], words: str, at: Any, parent: str | None) -> str:
    """What is left of an answer without its folded parts, which become rows: thoughts, and calls of tools."""
    begin, thoughts = len(talk.rows), [held.get("reasoning_content")] if text(held.get("reasoning_content")) else []

    def taken(match: re.Match[str]) -> str:
        told = dict(_ATTRIBUTE.findall(match["head"]))
        above = LAST if len(talk.rows) > begin else parent
        if told.get("type") == "reasoning":
            thoughts.append(_QUOTED.sub("", unescape(_SUMMARY.sub("", match["body"], count=1)).strip()))
            return ""
        if told.get("type") != "tool_calls":
            return match[0]
        node = f"{own}/call{len(talk.rows) - begin}"
        talk.call(node, told.get("name"), unescape(told.get("arguments", "")), told.get("id"), at, above)
        if told.get("result"):
            talk.result(f"{node}/result", told.get("name"), unescape(told["result"]), told.get("id"), at, False)
        return ""

    rest = _FOLDED.sub(taken, words)
    if any(thoughts):
        talk.add(f"{own}/thoughts", "assistant", thoughts, at, "thoughts", LAST if len(talk.rows) > begin else parent)
    return rest if len(talk.rows) > begin else words


def _beside(talk: Talk, row: Message, held: Mapping[str, Any]) -> None:
    content = None if isinstance(held.get("content"), str) else held.get("content")
    for one in talk.notes.objects(content, row.node_id, "content"):
        if one.get("type") == "image_url":
            place = text(mapping(one.get("image_url")).get("url")) or ""
            pointer = None if place.startswith("data:") else place or None
            talk.attach(row, "image", "content", pointer=pointer, direction="out" if row.role == "assistant" else "in")
        elif one.get("type") not in (None, "text"):
            talk.notes.lost(UNKEPT, row.node_id, text(one.get("type")))
    for one in talk.notes.objects(held.get("files"), row.node_id, "files"):
        kind = "image" if one.get("type") == "image" else "file"
        name = text(one.get("name")) or text(mapping(one.get("file")).get("filename"))
        talk.attach(row, kind, "files", file_id=text(one.get("id")), file_name=name, direction="in")
    for one in talk.notes.objects(held.get("sources") or held.get("citations"), row.node_id, "sources"):
        source = mapping(one.get("source"))
        talk.cite(row, "sources", source.get("url") or source.get("id"), source.get("name"))


def _used(told: Mapping[str, Any]) -> Usage | None:
    """What the program behind it reports, by the names of whichever it is.

    xAI and Google tell reasoning beside the answer, others as a part of it: the total says which.
    """
    prompt = _first(told, "prompt_tokens", "input_tokens", "prompt_eval_count", "promptTokenCount")
    said = _first(told, "completion_tokens", "output_tokens", "eval_count", "candidatesTokenCount")
    before = mapping(told.get("prompt_tokens_details") or told.get("input_tokens_details"))
    behind = mapping(told.get("completion_tokens_details") or told.get("output_tokens_details"))
    cached = min(_first({**told, **before}, "cached_tokens", "cachedContentTokenCount"), prompt)
    thought = _first({**told, **behind}, "reasoning_tokens", "thoughtsTokenCount")
    if thought and _first(told, "total_tokens", "totalTokenCount") == prompt + said + thought:
        said += thought
    found = usage(prompt - cached, cached, 0, 0, said)
    is_told = bool(behind) or "thoughtsTokenCount" in told
    return None if found is None else found._replace(reasoning=min(thought, said) if is_told else None)


def _first(told: Mapping[str, Any], *names: str) -> int:
    return next((number(told[name]) for name in names if number(told.get(name))), 0)
