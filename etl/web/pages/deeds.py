"""What was done on the way to an answer, in words: a tool's call, what came back, and how it ended."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from etl.web.pages.attachments import Card

_VERBS = {
    "browse": "browsed the web",
    "python": "ran code",
    "image": "made a picture",
    "deep_research": "researched",
    "file_search": "searched files",
    "canvas": "wrote a document",
    "memory": "remembered",
    "agent": "asked an agent",
}
_BY_NAME = {
    **dict.fromkeys(("read", "view"), "read"),
    **dict.fromkeys(("grep", "glob"), "searched files"),
    **dict.fromkeys(("edit", "multiedit", "apply_patch", "str_replace"), "edited files"),
    **dict.fromkeys(("write", "create_file"), "wrote files"),
    **dict.fromkeys(("todowrite", "update_plan"), "planned"),
    "ls": "looked at folders",
}
"""What tools do whose names say it, whoever offers them."""
_BAD = {"error": "failed", "timeout": "timed out", "interrupted": "stopped"}
_TELLING = (
    *("query", "q", "search_query", "queries", "url", "urls", "title", "name", "description", "prompt", "task_prompt"),
    *("command", "cmd", "path", "file_path", "pattern", "text", "code"),
)
"""Arguments that say what a call is about, the best first."""
_COMMANDS, _QUERIES, _ADDRESSES = {"command", "cmd"}, {"query", "q", "search_query", "queries"}, {"url", "urls"}
_NAMES = {"title", "name"}
_SPOKEN = re.compile(r"(\w+)\(\s*\"([^\"]*)\"")
"""A call as older models wrote it: search("night trains")."""
_SHELL = re.compile(r"exec|bash|shell|terminal")
_PATCHED = re.compile(r"^\*\*\* (?:Add|Update|Delete) File: (.+)$", re.MULTILINE)
_ABOUT = 80
"""Characters of what a call is about."""


@dataclass(slots=True)
class Part:
    """A text of a deed: Markdown as ``body``, anything else as ``plain``; ``cards`` are the files that came with it."""

    node: str
    label: str
    body: Markup | None
    plain: str = ""
    cards: Sequence[Card] = ()


@dataclass(slots=True)
class Deed:
    """A step: ``title`` and ``about`` are its heading, ``problem`` is how it failed, '' where it did not."""

    title: str
    about: str = ""
    problem: str = ""
    kind: str = "tool"
    seconds: float | None = None
    parts: list[Part] = field(default_factory=list)
    answers: str | None = None
    """The name of the tool whose answers belong to it."""


def deed(call: Mapping[str, Any]) -> Deed:
    """A row of queries/web/calls.sql as a deed that has no texts yet."""
    key, about = gist(call["arguments"])
    title = _title(call["category"], call["tool_name"] or "", key)
    if key in _ADDRESSES:
        about = urlsplit(about).hostname or about
    if call["category"] == "canvas" and key not in _NAMES:
        about = ""
    return Deed(title, about, _BAD.get(call["status"], ""), call["category"], answers=call["tool_name"])


def used(name: str | None) -> Deed:
    """What a message of a tool tells that no call is known of."""
    return Deed(f"used {_pretty(name)}", answers=name)


def gist(arguments: str | None) -> tuple[str, str]:
    """What a call is about: the name of the argument that tells, and its value on one line; '' where none does."""
    text = (arguments or "").strip()
    if not text.startswith(("{", "[")):
        patched = _PATCHED.search(text)
        if patched:
            return "path", _line(patched[1])
        spoken = _SPOKEN.match(text)
        if spoken:
            return ("url" if spoken[1].startswith("open") else "query"), _line(spoken[2])
        return "", _line(text.partition("\n")[0])
    try:
        found = json.loads(text)
    except ValueError:
        cut = re.search(r'"(query|q|url|title|name|prompt|command)"\s*:\s*"([^"\\]+)', text)
        return (cut[1], _line(cut[2])) if cut else ("", "")
    return _telling(found)


def _telling(found: object, depth: int = 0) -> tuple[str, str]:
    if isinstance(found, list) and found and depth < 3:
        return _telling(found[0], depth + 1)
    if not isinstance(found, dict) or depth > 2:
        return "", ""
    for key in (name for name in _TELLING if found.get(name)):
        value = found[key]
        if isinstance(value, str):
            return key, _line(value)
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return key, _line(value[-1] if key in _COMMANDS else ", ".join(value))
        return key, _telling(value, depth + 1)[1]
    return "", ""


def _title(category: str, name: str, key: str) -> str:
    if name.lower() in _BY_NAME:
        return _BY_NAME[name.lower()]
    if category == "browse":
        return "searched the web" if key in _QUERIES else "read" if key in _ADDRESSES else _VERBS[category]
    if category == "python":
        if name.startswith("python"):
            return "ran Python"
        is_shell = key in _COMMANDS or _SHELL.search(name)
        return "ran a command" if is_shell else "ran code" if key == "code" else f"used {_pretty(name)}"
    if category == "canvas" and (key in _COMMANDS or re.search("update|edit|comment", name)):
        return "edited a document"
    if category == "agent" and name.startswith("computer"):
        return "used a computer"
    return _VERBS.get(category) or f"used {_pretty(name)}"


def _pretty(name: str | None) -> str:
    """The name of a tool without where it comes from: TrailFinder of TrailFinder.searchRoutes."""
    parts = [part for part in re.split(r"__|:|\.(?=[a-zA-Z_]+$)", name or "") if part not in ("", "mcp", "unknown")]
    return _line(parts[0]) if parts else "a tool"


def _line(text: str) -> str:
    told = " ".join(text.split())
    return told if len(told) <= _ABOUT else told[: _ABOUT - 1].rstrip() + "…"
