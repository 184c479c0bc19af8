"""One session -> its rows: what was typed, thoughts, answers, calls with results; what a run used, on its rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message
from etl.rows.types import Micros, Raw
from etl.transform.providers.coerce import as_json, from_json, items, mapping, micros, text, whole
from etl.transform.providers.issues import MISFIT
from etl.transform.providers.logs import file, folder
from etl.transform.providers.reported_usage import Usage, number, usage
from etl.transform.providers.talk import SIDECHAIN, Talk

_PROGRAM = ("<skill-context", "<system_notification", "<system_reminder", "<reminder>")
"""How text begins that the program wrote in the user's name."""


def flatten(raw: Raw) -> Flat:
    """Flatten one session. Every event becomes rows or a counted drop; never raises."""
    rows = [row for row in items(raw.get("rows")) if isinstance(row, dict)]
    talk = Talk(Flat(_head(raw, rows)))
    session = _Session(talk)
    for row in rows:
        session.read(row)
    session.end()
    return talk.close(raw)


def _head(raw: Raw, rows: Sequence[Mapping[str, Any]]) -> Conversation:
    begun = [mapping(row.get("data")) for row in rows if row.get("type") == "session.start"]
    own = next((name for one in begun if (name := text(one.get("sessionId")))), None)
    member = file(raw)
    named = member.parent.name if member.stem == "events" and member.parent.name else member.stem
    contexts = [mapping(one.get("context")) or one for one in begun]
    times = [time for row in rows if (time := micros(row.get("timestamp"))) is not None]
    titles = [mapping(row.get("data")).get("title") for row in rows if row.get("type") == "session.title_changed"]
    return Conversation(
        conversation_id=own or named,
        title=next((one for told in reversed(titles) if (one := text(told))), None),
        created_at=min(times, default=None),
        updated_at=max(times, default=None),
        project_id=next((path for one in contexts if (path := folder(one.get("cwd")))), None),
        origin=next((name for one in begun if (name := text(one.get("producer")))), None),
        export_format="log",
        git_branch=next((name for one in contexts if (name := text(one.get("branch")))), None),
    )


class _Session:
    """Reads a session, event by event. ``_open`` are the rows of the run that goes on, by their model."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._model: str | None = None
        self._open: dict[str | None, list[Message]] = {}
        self._told: list[tuple[Message, int]] = []
        self._asked: set[str] = set()
        self._runs = 0
        self._count = 0

    def read(self, row: Mapping[str, Any]) -> None:
        """Take the next event."""
        self._count += 1
        self._talk.see("event", row)
        self._talk.see("event_type", (text(row.get("type")) or "none",))
        data, kind = mapping(row.get("data")), text(row.get("type")) or ""
        at, begin = micros(row.get("timestamp")), len(self._talk.rows)
        own = text(data.get("messageId")) or text(row.get("id")) or f"event-{self._count}"
        if at is None and row.get("timestamp"):
            self._talk.notes.lost(MISFIT, own, "timestamp")
        if kind == "user.message":
            self._user(own, data, at)
        elif kind in ("assistant.message", "assistant.reasoning"):
            self._answer(own, kind, data, at)
        elif kind in ("tool.execution_start", "tool.execution_complete"):
            self._tool(own, kind, data, at)
        elif kind in ("session.error", "session.compaction_complete"):
            self._notice(own, kind, data, at)
        elif kind == "session.shutdown":
            self._shutdown(own, data, at)
        elif kind in ("session.start", "session.model_change", "session.resume"):
            named = (data.get(name) for name in ("newModel", "model", "selectedModel"))
            self._model = next((one for told in named if (one := text(told))), self._model)
            if kind == "session.resume":
                self.end()
        agent = text(row.get("agentId")) or text(data.get("agentId")) or text(data.get("parentToolCallId"))
        for made in self._talk.rows[begin:]:
            made.git_branch = self._talk.flat.conversation.git_branch
            if agent is not None:
                made.channel, made.agent_id = SIDECHAIN, agent
                made.is_hidden = made.is_hidden or made.role == "user"
        if len(self._talk.rows) == begin:
            self._talk.drop()

    def _notice(self, own: str, kind: str, data: Mapping[str, Any], at: Micros | None) -> None:
        """What went wrong; and the recap that stands for what was said before it."""
        words = data.get("message") if kind == "session.error" else data.get("summaryContent")
        if words:
            row = self._talk.add(own, "assistant", words, at, "error" if kind == "session.error" else "recap")
            row.is_hidden = kind != "session.error"

    def end(self) -> None:
        """Say what a run left untold that ended without its sum: the next one's is its own."""
        for row, tokens in self._told:
            row.tokens_reported = tokens
        if self._told:
            self._talk.notes.lost("tokens reported in part: a run ended without the sum of what it used")
        self._told, self._open = [], {}

    def _user(self, own: str, data: Mapping[str, Any], at: Micros | None) -> None:
        self._talk.see("message", data)
        row = self._talk.add(own, "user", data.get("content", data.get("text")), at)
        is_skill = (text(data.get("source")) or "").startswith("skill-")
        is_continued = data.get("isAutopilotContinuation") is True
        row.is_hidden = is_skill or is_continued or row.text.lstrip().startswith(_PROGRAM)
        for one in self._talk.notes.objects(data.get("attachments"), own, "attachments"):
            name = text(one.get("displayName")) or text(one.get("path"))
            self._talk.attach(row, "image" if one.get("type") == "image" else "file", "attachments", file_name=name)

    def _answer(self, own: str, kind: str, data: Mapping[str, Any], at: Micros | None) -> None:
        talk, begin = self._talk, len(self._talk.rows)
        talk.see("message", data)
        words, calls = data.get("content", data.get("text")), talk.notes.objects(data.get("toolRequests"), own, "calls")
        if kind == "assistant.reasoning":
            talk.add(own, "assistant", words, at, "thoughts")
            words, calls = None, []
        elif data.get("reasoningText"):
            node = own if not words and not calls else f"{own}/thoughts"
            talk.add(node, "assistant", data["reasoningText"], at, "thoughts")
        if words or (len(talk.rows) == begin and not calls):
            talk.add(own, "assistant", words, at)
        for place, one in enumerate(calls):
            node = own if not words and place == len(calls) - 1 else f"{own}/call{place}"
            given, call = one.get("arguments"), text(one.get("toolCallId"))
            talk.call(node, text(one.get("name")), given if isinstance(given, dict) else _parsed(given), call, at)
            self._asked |= {call} if call else set()
        for row in talk.rows[begin:]:
            row.message_id, row.model_slug = own, text(data.get("model")) or self._model
            self._open.setdefault(row.model_slug, []).append(row)
        tokens = whole(data.get("outputTokens"))
        self._told += [(talk.rows[-1], tokens)] if tokens and tokens > 0 else []

    def _tool(self, own: str, kind: str, data: Mapping[str, Any], at: Micros | None) -> None:
        call, name = text(data.get("toolCallId")), text(data.get("toolName"))
        if kind == "tool.execution_start":
            if call is None or call not in self._asked:
                row = self._talk.call(own, name, data.get("arguments"), call, at)
                row.model_slug = self._model
                self._open.setdefault(row.model_slug, []).append(row)
            return
        result, error = mapping(data.get("result")), mapping(data.get("error"))
        words = result.get("content") or result.get("detailedContent") or error.get("message")
        words = words or (as_json(result) if result else text(data.get("result")))
        self._talk.result(own, name, words, call, at, data.get("success") is False)

    def _shutdown(self, own: str, data: Mapping[str, Any], at: Micros | None) -> None:
        """What a run used, by model: each run tells its own. Its answers are one request, as no more is told."""
        self._runs += 1
        metrics = mapping(data.get("modelMetrics"))
        self._rename(metrics)
        for place, (model, told) in enumerate(metrics.items()):
            used = _used(mapping(mapping(told).get("usage")))
            rows = self._open.pop(model, [])
            if not rows and used is not None:
                node = own if not self._talk.has(own) else f"{own}/{self._runs}-{place}"
                rows = [self._talk.add(node, "assistant", None, at, "empty")]
            for row in rows:
                row.model_slug = model
                self._talk.spend(row, used, f"{self._talk.flat.conversation.conversation_id}:{self._runs}:{model}")
        if metrics:
            self._told = []
        self._open = {}

    def _rename(self, metrics: Mapping[str, Any]) -> None:
        """Rows of a model that the sums do not name are in the sum that no row names, of several in the largest.

        A session that was begun with "auto", or under another name, is billed by the name of what answered.
        """
        free = {
            model: number(mapping(mapping(told).get("usage")).get("outputTokens")) for model, told in metrics.items()
        }
        free = {model: said for model, said in free.items() if model not in self._open}
        other = [model for model in self._open if model not in metrics]
        if free and other:
            rows = [row for model in other for row in self._open.pop(model)]
            self._open[max(free, key=lambda model: free[model])] = rows


def _parsed(given: object) -> Any:
    found = from_json(given)
    return given if found is None else found


def _used(told: Mapping[str, Any]) -> Usage | None:
    """The input holds what was read from the cache and what was written to it."""
    names = ("inputTokens", "cacheReadTokens", "cacheWriteTokens", "outputTokens", "reasoningTokens")
    prompt, cached, written, said, thought = (number(told.get(name)) for name in names)
    cached = min(cached, prompt)
    written = min(written, prompt - cached)
    found = usage(prompt - cached - written, cached, written, 0, said)
    return None if found is None else found._replace(reasoning=min(thought, said))
