"""One conversation -> its rows: each response, its thoughts above it, below the response it names as its parent."""

import re
from collections.abc import Mapping
from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message
from etl.rows.types import Micros, Raw
from etl.transform.providers.coerce import flag, items, mapping, micros, text
from etl.transform.providers.issues import MISFIT
from etl.transform.providers.talk import LAST, Talk

_RENDER = re.compile(r"<grok:render\b(?:[^<]|<(?!/?grok:render\b))*+</grok:render>")
_CARD = re.compile(r"<xai:tool_usage_card>(?:[^<]|<(?!/?xai:tool_usage_card\b))*+</xai:tool_usage_card>")
_FAR = 1 << 62
_NO_MODEL = frozenset({"assistant", "grok", "ai", "bot"})


def flatten(raw: Raw) -> Flat:
    """Flatten one conversation. Every response becomes rows or a counted drop; never raises."""
    told = mapping(raw.get("conversation"))
    talk = Talk(Flat(Conversation("")))
    listed = talk.notes.listed(raw.get("responses"), None, "responses")
    responses = [mapping(mapping(one).get("response", one)) for one in listed]
    talk.flat.conversation = _head(told, talk, responses)
    talk.see("conversation", [*raw, *told])
    # Exports of 2025 may leave out every parent: what was said then stands in the order of its times.
    is_linked = any(text(one.get("parent_response_id")) for one in responses)
    for held in responses if is_linked else sorted(responses, key=_time):
        if not held:
            talk.drop()
            continue
        talk.see("message", held)
        _read(talk, held, text(held.get("parent_response_id")) if is_linked else LAST)
    leaf = text(told.get("leaf_response_id"))
    return talk.finish(talk.flat.conversation.conversation_id, leaf if leaf and talk.has(leaf) else None)


def when(told: object) -> Micros | None:
    """A time, also as a database writes it: {"$date": …}, {"$numberLong": …}."""
    for name in ("$date", "$numberLong"):
        told = told[name] if isinstance(told, dict) and name in told else told
    return micros(told)


def _time(held: Mapping[str, Any]) -> int:
    at = when(held.get("create_time"))
    return _FAR if at is None else at


def _head(told: Mapping[str, Any], talk: Talk, responses: list[Mapping[str, Any]]) -> Conversation:
    own = text(told.get("id")) or text(told.get("conversation_id"))
    own = own or next((name for one in responses if (name := text(one.get("conversation_id")))), None)
    return Conversation(
        conversation_id=own or talk.notes.missing_id([told.get("create_time"), told.get("title")]),
        title=talk.notes.text(told, "title"),
        created_at=when(told.get("create_time")),
        updated_at=when(told.get("modify_time")),
        is_starred=flag(told.get("starred")),
        project_id=text(told.get("workspace_id")),
        export_format="2026" if "id" in told else "2025",
    )


def _read(talk: Talk, held: Mapping[str, Any], parent: str | None) -> None:
    own = text(held.get("_id")) or text(held.get("response_id")) or f"missing-{len(talk.rows)}"
    sender, at = (text(held.get("sender")) or "").lower(), when(held.get("create_time"))
    role = "user" if sender in ("human", "user") else "assistant"
    if at is None and held.get("create_time"):
        talk.notes.lost(MISFIT, own, "create_time")
    thoughts = _thoughts(held) if role == "assistant" else []
    above = talk.add(f"{own}/thoughts", "assistant", thoughts, at, "thoughts", parent) if thoughts else None
    words = held.get("message")
    if isinstance(words, str):
        words = _RENDER.sub("", words)
    row = talk.add(own, role, words, at, parent=above.node_id if above else parent)
    row.is_hidden = held.get("is_control") is True
    row.status = "partial" if held.get("partial") is True else None
    for one in (above, row) if above else (row,):
        one.model_slug = _model(held, sender) if role == "assistant" else None
    _attachments(talk, row, held)
    for told in talk.notes.objects(held.get("cited_web_search_results"), own, "cited_web_search_results"):
        quote = text(told.get("preview"))
        talk.cite(row, "cited_web_search_results", told.get("url"), told.get("title"), quote=quote)
    if not row.text and text(held.get("error")):
        talk.say(row, held["error"])
        row.kind = "error"
    beside = [name for name, is_said in (("query", bool(row.text)), ("error", row.kind == "error")) if not is_said]
    talk.keep_beside(row, held, beside)


def _thoughts(held: Mapping[str, Any]) -> list[str]:
    traces = [held.get("thinking_trace"), *(mapping(one).get("thinking_trace") for one in _agents(held))]
    told = [_CARD.sub("", one).strip() for one in traces if isinstance(one, str)]
    found = [one for one in told if one]
    if found:
        return found
    # The steps tell the trace again, with marks between them.
    steps = [mapping(one).get("tagged_text") for one in items(held.get("steps"))]
    pieces = [piece for one in steps for piece in (items(one) or [one]) if isinstance(piece, str)]
    return [one for piece in pieces if (one := _CARD.sub("", piece).strip())]


def _agents(held: Mapping[str, Any]) -> Any:
    return items(held.get("agent_thinking_traces"))


def _model(held: Mapping[str, Any], sender: str) -> str | None:
    """As the answer says; older ones do so beside it, or by who sent it."""
    details = mapping(mapping(held.get("metadata")).get("requestModelDetails"))
    named = text(held.get("model")) or text(details.get("modelId"))
    return named or (sender if sender and sender not in _NO_MODEL else None)


def _attachments(talk: Talk, row: Message, held: Mapping[str, Any]) -> None:
    direction = "in" if row.role == "user" else "out"
    for name, kind in (("file_attachments", "file"), ("image_attachments", "image")):
        for one in items(held.get(name)):
            told = mapping(one)
            own = text(one) or text(told.get("asset_id")) or text(told.get("id"))
            talk.attach(row, kind, name, file_id=own, file_name=text(told.get("file_name")), direction=direction)
    for one in items(held.get("generated_image_urls")):
        talk.attach(row, "image", "generated_image_urls", pointer=text(one), direction="out")
    if text(held.get("image_edit_uri")):
        talk.attach(row, "image", "image_edit_uri", pointer=held["image_edit_uri"], direction=direction)
    for one in items(held.get("webpage_urls")):
        talk.cite(row, "webpage_urls", one, None)
