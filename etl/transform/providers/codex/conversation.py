"""One session's log -> its rows: the head, every item, and what each request used."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from etl.rows.conversation import Conversation, Flat
from etl.rows.message import Message
from etl.rows.types import Raw
from etl.transform.providers import reported_usage, tool_uses
from etl.transform.providers.codex import exec_events
from etl.transform.providers.codex.fields import Event, opened
from etl.transform.providers.codex.items import State, read_item
from etl.transform.providers.codex.tokens import Meter
from etl.transform.providers.coerce import items, mapping, micros, text
from etl.transform.providers.issues import LONGEST_NAME, Notes
from etl.transform.providers.logs import folder
from etl.transform.providers.placement import name_models, plant

_LONGEST_TITLE = 200


def flatten(raw: Raw) -> Flat:
    """Flatten one log. Every event becomes a row or a counted drop; never raises.

    The items of a session follow each other; each has its place in the log as its id. A report of tokens belongs to
    the model's items since the report before, which become one request.
    """
    state = State(Notes())
    events = [(row, opened(row)) for row in items(raw.get("rows")) if isinstance(row, dict)]
    flat = Flat(_head(raw, events))
    session = _Session(flat, state)
    for row, event in events:
        session.read(row, event)
    plant(flat, session.rows, None, state.notes)
    reported_usage.settle(flat.messages, session.usages)
    name_models(flat.messages, None)
    flat.details = [*state.details, *(call for call, _ in tool_uses.calls(state.uses))]
    titles = [row.text for row in flat.messages if row.role == "user" and not row.is_hidden and row.text.strip()]
    flat.conversation.title = titles[0].strip().splitlines()[0][:_LONGEST_TITLE] if titles else None
    for (place, name), records in state.fields.items():
        flat.fields[place, name[:LONGEST_NAME]] += records
    flat.issues = state.notes.issues(flat.conversation.conversation_id)
    return flat


def _head(raw: Raw, events: Sequence[tuple[dict[str, Any], Event | None]]) -> Conversation:
    """The session's row: of several heads the first is its own, the others are of sessions it continues."""
    told = [event.held for _, event in events if event is not None and event.kind in ("session_meta", "turn_context")]
    heads = [event.held for _, event in events if event is not None and event.kind == "session_meta"]
    named = text(heads[0].get("id")) if heads else None
    if named is None:
        named = PurePosixPath((text(raw.get("member")) or "unnamed").replace("\\", "/")).stem
    times = [time for row, _ in events if (time := micros(row.get("timestamp"))) is not None]
    own = heads[0] if heads else {}
    spawned = mapping(mapping(mapping(own.get("source")).get("subagent")).get("thread_spawn"))
    parent = text(own.get("forked_from_id")) or text(own.get("parent_thread_id"))
    return Conversation(
        conversation_id=named,
        created_at=min(times, default=None),
        updated_at=max(times, default=None),
        project_id=next((path for one in told if (path := folder(one.get("cwd")))), None),
        origin=text(own.get("originator")),
        export_format=_form(row for row, _ in events),
        parent_conversation_id=parent or text(spawned.get("parent_thread_id")),
        agent_id=named if is_agent(own) else None,
        agent_type=text(spawned.get("agent_role")) or text(mapping(own.get("source")).get("subagent")),
        git_branch=text(mapping(own.get("git")).get("branch")),
    )


def _form(rows: Iterable[Mapping[str, Any]]) -> str:
    forms = {
        "envelope" if "payload" in row else "exec" if text(row.get("type")) in exec_events.NAMES else "" for row in rows
    }
    return next((form for form in ("envelope", "exec") if form in forms), "direct")


def is_agent(head: Mapping[str, Any]) -> bool:
    """Does a session's head say that it is a sub-agent's?"""
    return "subagent" in mapping(head.get("source")) or head.get("thread_source") == "subagent"


class _Session:
    """Reads a log, event by event."""

    def __init__(self, flat: Flat, state: State) -> None:
        self.rows: list[Message] = []
        self.usages: dict[str, reported_usage.Usage] = {}
        self._flat = flat
        self._state = state
        self._meter = Meter()
        self._turn: Mapping[str, Any] = {}
        self._unreported: list[Message] = []
        self._position = 0

    def read(self, row: Mapping[str, Any], event: Event | None) -> None:
        """Take the next event."""
        for name in row:
            self._state.fields["event", name] += 1
        self._state.fields["event_type", event.kind if event else text(row.get("type")) or "none"] += 1
        before = len(self.rows)
        if event is not None and event.kind == "response_item":
            self._add(read_item(event.held, str(self._position), row.get("timestamp"), self._state))
        elif event is not None and event.kind == "turn_context":
            self._turn = event.held
        elif event is not None and event.held.get("type") == "token_count":
            self._report(mapping(event.held.get("info")), row.get("timestamp"))
        if len(self.rows) == before:
            self._flat.drops["no message"] += 1
        self._position += 1

    def _add(self, row: Message) -> None:
        row.position = self._position
        row.parent_id = self.rows[-1].node_id if self.rows else None
        if row.role == "assistant":
            row.model_slug, row.thinking_effort = text(self._turn.get("model")), text(self._turn.get("effort"))
            self._unreported.append(row)
        self.rows.append(row)

    def _report(self, info: Mapping[str, Any], timestamp: object) -> None:
        """Give the request since the last report its usage; one that left no item gets a row without text."""
        found = self._meter.read(info)
        if found is None:
            return
        used, counts = found
        if not self._unreported:
            empty = Message(str(self._position), role="assistant", kind="empty", created_at=micros(timestamp))
            self._add(empty)
        name = f"{text(timestamp) or self._flat.conversation.conversation_id}:{counts}"
        name = f"{name}/{self._position}" if name in self.usages else name
        for row in self._unreported:
            row.usage_id = name
            row.model_slug = text(info.get("model")) or row.model_slug
        self.usages[name] = used
        self._unreported = []
