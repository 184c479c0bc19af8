"""Content types: which fields bear text, and what stays outside the text and why."""

from collections.abc import Callable, Mapping
from typing import Any

from etl.rows.details import Attachment
from etl.transform.providers.chatgpt import reasoning
from etl.transform.providers.chatgpt.body import Body
from etl.transform.providers.chatgpt.parts import image, read_parts
from etl.transform.providers.coerce import as_json, items, mapping, text
from etl.transform.providers.issues import known_names

Content = Mapping[str, Any]
Reader = Callable[[Content, Body], None]

_WORDLESS = known_names(
    """content_type language response_format_name tether_id url domain title ref_id pub_timestamp pub_date crawl_date
    source_analysis_msg_id computer_id is_ephemeral metadata screenshot assets state snippet thoughts"""
)
"""Fields of known types that say nothing, or nothing that their reader would leave out."""
_DEEPEST = 6


def read_content(content: object, content_type: str | None, body: Body) -> None:
    """Read a message's content of any type, known or not, into ``body``."""
    if not isinstance(content, dict):
        _odd(content, body)
        return
    reader = READERS.get(content_type or "")
    if reader is None:
        _unknown(content, content_type, body)
    else:
        reader(content, body)
        if not (body.pieces or body.attachments or body.unread):
            _elsewhere(content, content_type or "", body)


def _elsewhere(content: Content, content_type: str, body: Body) -> None:
    """Take the words of a known type from other fields than its own, and keep its raw JSON."""
    if not any(_has_words(value) for name, value in content.items() if name not in _WORDLESS):
        return
    body.notes.odd("a known content type whose words stand in another field", body.node_id, content_type)
    for name in ("text", "content", "result", "output_str"):
        if type(content.get(name)) is str:
            body.say(content[name], name)
    if not body.pieces:
        read_parts(content.get("parts"), body)
    body.kind = "text" if body.kind in ("empty", "unknown") else body.kind
    body.unread.clear()
    body.raw = as_json(content)
    if body.raw is None:
        body.notes.lost("content nested too deep to keep", body.node_id)


def _has_words(value: object, depth: int = 0) -> bool:
    if isinstance(value, dict | list) and depth < _DEEPEST:
        inner = value.values() if isinstance(value, dict) else value
        return any(_has_words(one, depth + 1) for one in inner)
    return isinstance(value, str) and value.strip() != ""


def _odd(content: object, body: Body) -> None:
    body.kind = "text"
    if content is not None:
        body.notes.odd("content is not an object", body.node_id)
        read_parts(content, body)
    if not body.pieces:
        body.kind = "empty"


def _unknown(content: Content, content_type: str | None, body: Body) -> None:
    """Keep the raw JSON of a type nobody has told us of, and such text as is plain to see."""
    body.notes.odd("unknown content type", body.node_id, content_type or "none")
    if isinstance(content.get("text"), str):
        body.say(content["text"], "text")
    elif "parts" in content:
        read_parts(content["parts"], body)
    body.unread.clear()
    body.raw = as_json(content)
    if body.raw is None:
        body.notes.lost("content nested too deep to keep", body.node_id)


def _parts(content: Content, body: Body) -> None:
    read_parts(content.get("parts"), body)
    if body.kind == "unknown":
        body.kind = "text" if body.pieces or body.unread else "empty"


def _code(content: Content, body: Body) -> None:
    body.say(content.get("text"), "text")
    body.kind = "code" if body.pieces else "empty"
    body.language = text(content.get("language"))


def _execution_output(content: Content, body: Body) -> None:
    body.kind = "tool_output"
    body.say(content.get("text"), "text")


def _tether_quote(content: Content, body: Body) -> None:
    body.kind = "quote"
    body.say(content.get("text"), "text")
    body.url, body.title = text(content.get("url")), text(content.get("title"))


def _browsing_display(content: Content, body: Body) -> None:
    body.kind = "browsing"
    body.say(content.get("result"), "result")
    body.say(content.get("summary"), "summary")
    body.leave_out(content.get("assets"), "assets", "pointers to pictures, no text")


def _webpage(content: Content, body: Body) -> None:
    body.kind = "webpage"
    body.say(content.get("text"), "text")
    body.leave_out(content.get("snippet"), "snippet", "repeats the page")
    body.url, body.title = text(content.get("url")), text(content.get("title"))


def _error(content: Content, body: Body) -> None:
    body.kind = "error"
    body.say(content.get("name"), "name")
    body.say(content.get("text"), "text")


def _user_context(content: Content, body: Body) -> None:
    body.kind = "context"
    body.say(content.get("user_profile"), "user_profile")
    body.say(content.get("user_instructions"), "user_instructions")


def _model_context(content: Content, body: Body) -> None:
    body.kind = "memory"
    body.say(content.get("model_set_context"), "model_set_context")
    for name in ("repository", "repo_summary", "structured_context"):
        body.say(content.get(name) or None, name)


def _thoughts(content: Content, body: Body) -> None:
    body.kind = "thoughts"
    reasoning.thoughts(content.get("thoughts"), body)


def _recap(content: Content, body: Body) -> None:
    body.kind = "recap"
    body.say(content.get("content"), "content")
    body.seconds = reasoning.seconds(text(content.get("content")) or "")


def _computer_output(content: Content, body: Body) -> None:
    body.kind = "tool_output"
    state = mapping(content.get("state"))
    body.url, body.title = text(state.get("url")), text(state.get("title"))
    body.say(state.get("text"), "state.text")
    screenshot = content.get("screenshot")
    body.leave_out(screenshot, "screenshot", "a picture")
    if isinstance(screenshot, dict):
        body.attach(image(screenshot, body, "image", "screenshot"))
    elif text(screenshot):
        body.attach(Attachment(body.node_id, 0, "image", "screenshot", pointer=text(screenshot)))


def _code_output(content: Content, body: Body) -> None:
    body.kind = "tool_output"
    body.say(content.get("output_str"), "output_str")


def _app_pairing(content: Content, body: Body) -> None:
    body.kind = "context"
    body.say(content.get("custom_instructions") or None, "custom_instructions")
    for part in items(content.get("context_parts")):
        if isinstance(part, dict):
            body.say(part.get("text"), "context_parts.text")
        else:
            body.say(part, "context_parts")
    if content.get("workspaces"):
        body.leave_out(content["workspaces"], "workspaces", "kept as raw_content")
        body.keep({"workspaces": content["workspaces"]})


READERS: Mapping[str, Reader] = {
    "text": _parts,
    "multimodal_text": _parts,
    "code": _code,
    "execution_output": _execution_output,
    "tether_quote": _tether_quote,
    "tether_browsing_display": _browsing_display,
    "sonic_webpage": _webpage,
    "system_error": _error,
    "user_editable_context": _user_context,
    "model_editable_context": _model_context,
    "thoughts": _thoughts,
    "reasoning_recap": _recap,
    "computer_output": _computer_output,
    "citable_code_output": _code_output,
    "app_pairing_content": _app_pairing,
}
"""How each known content type is read."""
