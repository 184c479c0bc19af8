"""One session's log -> its rows: a message of parts each, below the event that its own names as its parent."""

from collections.abc import Mapping, Sequence
from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message
from etl.rows.types import Raw
from etl.transform.providers import gemini_cli
from etl.transform.providers.coerce import items, mapping, micros, text
from etl.transform.providers.issues import MISFIT
from etl.transform.providers.logs import file, folder
from etl.transform.providers.parts import answer, attach, model_rows, taken_apart
from etl.transform.providers.placement import standing
from etl.transform.providers.qwen_code.fields import is_document
from etl.transform.providers.reported_usage import Usage, number, usage
from etl.transform.providers.talk import LAST, SIDECHAIN, UNKEPT, Talk

_PROGRAM = ("You are Qwen Code", "<system-reminder>", "<session_context>")
"""How text begins that the program wrote in the user's name."""

_TELEMETRY = "qwen-code.api_response"


def flatten(raw: Raw) -> Flat:
    """Flatten one log. Every event becomes rows or a counted drop; never raises."""
    if is_document(raw):
        return _of_document(raw)
    rows = [row for row in items(raw.get("rows")) if isinstance(row, dict)]
    talk = Talk(Flat(_head(raw, rows)))
    session = _Session(talk, is_linked=any(text(row.get("parentUuid")) for row in rows))
    for row in rows:
        session.read(row)
    for made in talk.rows:
        made.parent_id = standing(made.parent_id, session.above)
    return talk.close(raw)


def _of_document(raw: Raw) -> Flat:
    """A session of 2025: Gemini CLI's, with another name for who answers."""
    if "rows" in raw:
        return gemini_cli.flatten({**raw, "rows": [_as_older(row) for row in items(raw["rows"])]})
    return gemini_cli.flatten(_as_older(raw))


def _as_older(held: Any) -> Any:
    if not isinstance(held, dict) or not isinstance(held.get("messages"), list):
        return held
    told = [{**one, "type": "gemini"} if mapping(one).get("type") == "qwen" else one for one in held["messages"]]
    return {**held, "messages": told}


def _head(raw: Raw, rows: Sequence[Mapping[str, Any]]) -> Conversation:
    def first(name: str) -> str | None:
        return next((found for row in rows if (found := text(row.get(name)))), None)

    times = [time for row in rows if (time := micros(row.get("timestamp"))) is not None]
    member = file(raw)
    titles = [mapping(row.get("systemPayload")) for row in rows if row.get("subtype") == "custom_title"]
    named = [text(one.get("customTitle")) or text(one.get("title")) for one in titles]
    own, agent = first("sessionId") or member.stem, agent_of(rows)
    return Conversation(
        conversation_id=own if agent is None else f"{own}/{agent}",
        title=next((one for one in reversed(named) if one), None),
        created_at=min(times, default=None),
        updated_at=max(times, default=None),
        project_id=folder(first("cwd")),
        export_format="log",
        git_branch=first("gitBranch"),
        parent_conversation_id=None if agent is None else own,
        agent_id=agent,
        agent_type=None if agent is None else "subagent",
    )


def agent_of(rows: Sequence[Mapping[str, Any]]) -> str | None:
    """The sub-agent that a log is of: one whose messages all are beside a session of the same id; else None."""
    told = [row for row in rows if isinstance(row.get("message"), dict)]
    if not told or not all(row.get("isSidechain") is True for row in told):
        return None
    return next((own for row in told if (own := text(row.get("agentId")))), "agent")


class _Session:
    """Reads a log, event by event. ``above`` are the events without a message, each with its parent."""

    def __init__(self, talk: Talk, *, is_linked: bool) -> None:
        self.above: dict[str, str | None] = {}
        self._talk = talk
        self._is_linked = is_linked
        self._ends: dict[str, str] = {}
        self._told: list[Mapping[str, Any]] = []

    def read(self, row: Mapping[str, Any]) -> None:
        """Take the next event."""
        kind = text(row.get("type")) or "none"
        self._talk.see("event", row)
        self._talk.see("event_type", (kind,))
        self._talk.see("subtype", [told for told in (text(row.get("subtype")),) if told])
        own = text(row.get("uuid")) or f"missing-{len(self._talk.rows)}-{self._talk.flat.drops.total()}"
        if self._talk.has(own):
            self._talk.drop("the same message again")
            return
        if not isinstance(row.get("message"), dict):
            self._aside(own, row)
            return
        self._talk.see("message", row["message"])
        begin = len(self._talk.rows)
        self._message(own, kind, row)
        for one in self._talk.rows[begin:]:
            one.git_branch, one.agent_id = text(row.get("gitBranch")), text(row.get("agentId"))
            if row.get("isSidechain") is True:
                one.channel, one.is_hidden = SIDECHAIN, one.is_hidden or one.role == "user"
        if self._talk.rows[begin:]:
            self._ends[own] = self._talk.rows[-1].node_id

    def _aside(self, own: str, row: Mapping[str, Any]) -> None:
        """An event without a message: it hands its parent on, and may tell what a request used."""
        told = mapping(mapping(row.get("systemPayload")).get("uiEvent"))
        if told.get("event.name") == _TELEMETRY:
            self._told.append(told)
        if row.get("subtype") == "mid_turn_user_message":
            self._talk.notes.lost("an event of an unknown type that bears a message", own, "mid_turn_user_message")
        if row.get("subtype") == "chat_compression":
            self._talk.notes.odd(UNKEPT, own, "chat_compression")
        self.above[own] = self._parent(row)
        self._talk.drop()

    def _parent(self, row: Mapping[str, Any]) -> str | None:
        if not self._is_linked or "parentUuid" not in row:
            return LAST if not self._talk.rows else self._talk.rows[-1].node_id
        named = text(row.get("parentUuid"))
        return self._ends.get(named or "", named)

    def _message(self, own: str, kind: str, row: Mapping[str, Any]) -> None:
        held, at = row["message"], micros(row.get("timestamp"))
        found, parent = taken_apart(held.get("parts", held.get("content"))), self._parent(row)
        talk = self._talk
        if at is None and row.get("timestamp"):
            talk.notes.lost(MISFIT, own, "timestamp")
        if found.answers and kind != "assistant":
            self._answers(own, row, found.answers, at, parent)
        elif kind == "assistant":
            rows = model_rows(talk, own, found, at, parent)
            self._spend(own, row, rows)
        else:
            role = {"user": "user", "system": "system", "tool_result": "tool"}.get(kind)
            one = talk.add(own, role, found.said, at, parent=parent)
            one.is_hidden = role != "user" or one.text.startswith(_PROGRAM)
            attach(talk, one, found.files)
            if found.others or role is None:
                talk.keep(one, held, detail=kind)

    def _answers(self, own: str, row: Mapping[str, Any], told: Sequence[Any], at: Any, parent: str | None) -> None:
        status = text(mapping(row.get("toolCallResult")).get("status"))
        is_failed = status in ("error", "cancelled") if status else None
        for place, one in enumerate(told):
            node = own if place == len(told) - 1 else f"{own}/{place}"
            made = answer(self._talk, node, one, at, is_failed)
            made.parent_id = made.parent_id if place else parent

    def _spend(self, own: str, row: Mapping[str, Any], rows: Sequence[Message]) -> None:
        """Give an answer what it says that it used, else what the program noted before it."""
        told = mapping(row.get("usageMetadata"))
        used = _used(told, _REPORTED)
        noted, self._told = self._told[-1:], []
        if used is None and noted:
            used = _used(noted[0], _NOTED)
        if used is None and any(told.values()):
            self._talk.notes.lost("a report of tokens that cannot be", own)
        for one in rows:
            one.model_slug = text(row.get("model")) or (text(noted[0].get("model")) if noted else None)
            self._talk.spend(one, used, f"{self._talk.flat.conversation.conversation_id}:{own}")


_REPORTED = tuple(f"{name}TokenCount" for name in ("prompt", "cachedContent", "candidates", "thoughts", "total"))
_NOTED = tuple(f"{name}_token_count" for name in ("input", "cached_content", "output", "thoughts", "total"))


def _used(told: Mapping[str, Any], names: Sequence[str]) -> Usage | None:
    """The prompt holds what was cached, and the answer its thoughts unless the total says that they stand beside it."""
    whole, again, output, thought, total = (number(told.get(name)) for name in names)
    again = min(again, whole)
    is_beside = total == whole + output + thought if total else thought > output
    output += thought if is_beside else 0
    found = usage(whole - again, again, 0, 0, output)
    return None if found is None else found._replace(reasoning=min(thought, output))
