"""One task -> its rows: what a person typed, thoughts, answers, calls with what they gave; on them what was billed."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message
from etl.rows.types import Micros, Raw
from etl.transform.providers.cline import sdk
from etl.transform.providers.cline.fields import KNOWN, is_session
from etl.transform.providers.coerce import from_json, items, mapping, micros, text
from etl.transform.providers.issues import MISFIT
from etl.transform.providers.logs import file, folder
from etl.transform.providers.reported_usage import Usage, dollars, number, paid, usage
from etl.transform.providers.talk import Talk, first_words, has_words

_TYPED = frozenset({"task", "user_feedback", "user_feedback_diff"})
_ANSWERS = frozenset({"text", "completion_result", "followup", "plan_mode_respond", "subtask_result", "new_task"})
_CALLS = {"tool": "tool", "command": "execute_command", "use_mcp_server": "use_mcp_tool"}
_CALLS |= dict.fromkeys(("browser_action", "browser_action_launch"), "browser_action")
_RESULTS = {"command_output": "execute_command", "mcp_server_response": "use_mcp_tool"}
_RESULTS |= {"browser_action_result": "browser_action", "codebase_search_result": "codebase_search"}
_ERRORS = frozenset({"error", "api_req_failed", "diff_error", "rooignore_error", "clineignore_error"})
_ERRORS |= {"condense_context_error"}
_RECAPS = frozenset({"condense_context", "condense"})
"""What stands for the messages above it from then on: Roo Code's beside its price, Cline's as the text."""

_FOLDER = re.compile(r"Current (?:Working|Workspace) Directory \((.{1,1000}?)\) Files")
_FORKS = {"rooveterinaryinc.": "Roo Code", "kilocode.": "Kilo Code"}


def flatten(raw: Raw) -> Flat:
    """Flatten one task or session. Every message becomes rows or a counted drop; never raises."""
    if is_session(raw):
        return sdk.flatten(raw)
    talk = Talk(Flat(Conversation("")))
    messages = list(talk.notes.listed(raw.get("messages"), None, "messages"))
    talk.flat.conversation = _head(raw, messages)
    task = _Task(talk)
    task.talk.see("conversation", raw)
    for place, held in enumerate(messages):
        if isinstance(held, dict):
            task.read(held, place)
        else:
            task.talk.drop("not an object")
    task.settle()
    head = task.talk.flat.conversation
    head.title = first_words(task.talk.rows)
    return task.talk.finish(head.conversation_id, task.talk.rows[-1].node_id if task.talk.rows else None)


def _head(raw: Raw, messages: Sequence[Any]) -> Conversation:
    member = file(raw)
    requests = (text(one.get("text")) for one in messages if isinstance(one, dict) and one.get("say") in _REQUESTS)
    places = (_FOLDER.search(one) for one in requests if one)
    return Conversation(
        member.parent.name or member.stem,
        origin=next((fork for end, fork in _FORKS.items() if end in str(member).lower()), "Cline"),
        project_id=next((folder(_plain(place[1])) for place in places if place), None),
        export_format="task",
    )


_REQUESTS = ("api_req_started",)
_SUMS = ("deleted_api_reqs", "subagent_usage")
"""Messages that tell what requests used of which nothing is shown: of a part taken back, and of sub-agents."""


def _plain(path: str) -> str:
    """A path as it was before it stood in JSON."""
    return path.replace("\\\\", "\\")


class _Task:
    """Reads a task, message by message. ``_request`` is the name of the request that is being answered, ``_used`` what
    it cost, as long as no row bears it."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self._request: str | None = None
        self._used: Usage | None = None
        self._at: Micros | None = None
        self._model: str | None = None
        self._is_begun = False

    def read(self, held: Mapping[str, Any], place: int) -> None:
        """Take the next message."""
        self.talk.see("message", held)
        kind = text(held.get(held["type"])) if held.get("type") in ("ask", "say") else None
        self.talk.see("content_type", (kind or "none",))
        at, own = micros(held.get("ts")), node(held, place)
        if at is None and held.get("ts"):
            self.talk.notes.lost(MISFIT, own, "ts")
        self._model = text(mapping(held.get("modelInfo")).get("modelId")) or self._model
        if kind == "api_req_started":
            self._begin(held, own, at)
        elif kind in _SUMS and held["type"] == "say":
            self._add_up(held, own, at)
        else:
            self._show(kind, held, own, at)

    def settle(self) -> None:
        """Let a row stand for a request that was paid, and shows nothing."""
        if self._used is not None and self._request is not None:
            row = self.talk.add(f"{self._request}/request", "assistant", None, self._at, "empty")
            self._bill(row)

    def _begin(self, held: Mapping[str, Any], own: str, at: Micros | None) -> None:
        self.settle()
        told = mapping(from_json(held["text"])) if text(held.get("text")) else {}
        self._request, self._at, self._used = own, at, _used(told, text(held.get("apiProtocol")))
        self.talk.drop("no message")

    def _add_up(self, held: Mapping[str, Any], own: str, at: Micros | None) -> None:
        """Let one row stand for all requests of a sum."""
        told = mapping(from_json(held["text"])) if text(held.get("text")) else {}
        used = _used(told, text(held.get("apiProtocol")))
        if used is None:
            self.talk.drop("no message")
            return
        row = self.talk.add(own, "assistant", None, at, "empty")
        row.model_slug = self._model
        self.talk.spend(row, used, f"{self.talk.flat.conversation.conversation_id}:{own}")

    def _show(self, kind: str | None, held: Mapping[str, Any], own: str, at: Micros | None) -> None:
        words = held.get("text")
        is_first = not self._is_begun and kind == "text" and held.get("type") == "say"
        if kind in _RECAPS:
            self._sum_up(held, own, at)
        elif kind in _TYPED or is_first:
            self._is_begun = True
            self._beside(self.talk.add(own, "user", words, at), held)
        elif kind in _RESULTS:
            self.talk.result(own, _RESULTS[kind], words, None, at, is_failed=False)
        elif kind in _CALLS and words:
            self._bill(self._call(kind, words, own, at))
        elif kind in _ANSWERS and words:
            self._bill(self.talk.add(own, "assistant", _said(words), at))
        elif kind == "reasoning" and words:
            self._bill(self.talk.add(own, "assistant", words, at, "thoughts"))
        elif kind in _ERRORS and words:
            self._bill(self.talk.add(own, "assistant", words, at, "error"))
        else:
            self._drop(kind, words, own)
        self._aside(held, own, at)

    def _sum_up(self, held: Mapping[str, Any], own: str, at: Micros | None) -> None:
        """A recap was asked for by a request of its own: of Roo Code's the dollars are told, and no tokens."""
        told = mapping(held.get("contextCondense"))
        cost = dollars(told.get("cost"))
        if not cost and not has_words(told, ("summary",)) and not held.get("text"):
            self.talk.drop("no message")
            return
        row = self.talk.add(own, "assistant", [held.get("text"), told.get("summary")], at, "recap")
        row.is_hidden, row.model_slug = True, self._model
        if told:
            self.talk.spend(row, paid(cost), f"{self.talk.flat.conversation.conversation_id}:{own}")
        else:
            self._bill(row)

    def _drop(self, kind: str | None, words: object, own: str) -> None:
        if words and kind not in KNOWN["content_type"]:
            self.talk.notes.lost("an event of an unknown type that bears a message", own, kind)
        self.talk.drop()

    def _call(self, kind: str, words: object, own: str, at: Micros | None) -> Message:
        told = mapping(from_json(words)) if isinstance(words, str) and words.startswith("{") else {}
        name = text(told.get("toolName")) or text(told.get("tool")) or _CALLS[kind]
        return self.talk.call(own, name, words, None, at)

    def _bill(self, row: Message) -> None:
        """The row is of the request that is being answered; the first of them bears what that used."""
        row.model_slug = self._model
        if self._request is not None:
            self.talk.spend(row, self._used, f"{self.talk.flat.conversation.conversation_id}:{self._request}")
            self._used = None

    def _aside(self, held: Mapping[str, Any], own: str, at: Micros | None) -> None:
        """What a message bears besides its text: reasoning, and of what no person typed pictures and files."""
        if held.get("reasoning"):
            self._bill(self.talk.add(f"{own}/reasoning", "assistant", held["reasoning"], at, "thoughts"))
        last = self.talk.rows[-1] if self.talk.rows else None
        if last is not None and last.role != "user":
            self._beside(last, held, "out")

    def _beside(self, row: Message, held: Mapping[str, Any], direction: str = "in") -> None:
        for _ in items(held.get("images")):
            self.talk.attach(row, "image", "images", direction=direction)
        for one in items(held.get("files")):
            self.talk.attach(row, "file", "files", file_name=text(one), direction=direction)


def node(held: Mapping[str, Any], place: int) -> str:
    """The name of a message: its time, as it has no other."""
    stamp = held.get("ts")
    return str(stamp) if type(stamp) is int and 0 < stamp < 1 << 53 else f"missing-{place}"


def _said(words: object) -> object:
    """The words of an answer, also where they stand in JSON beside what a person may choose from."""
    told = mapping(from_json(words)) if isinstance(words, str) and words.startswith("{") else {}
    return text(told.get("question")) or text(told.get("response")) or words


def _used(told: Mapping[str, Any], protocol: str | None) -> Usage | None:
    """What a request used. By OpenAI's protocol the cached tokens are part of the input, else they stand beside it."""
    read, written = number(told.get("cacheReads")), number(told.get("cacheWrites"))
    fresh = number(told.get("tokensIn"))
    if "openai" in (protocol or text(told.get("apiProtocol")) or "") and fresh >= read + written:
        fresh -= read + written
    cost = dollars(told.get("cost"))
    found = usage(fresh, read, written, 0, number(told.get("tokensOut")))
    return paid(cost) if found is None else found._replace(usd=cost)
