"""One session's log -> its rows: the head, every item, and what each request used."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from etl.rows.conversation import Flat
from etl.rows.message import Message
from etl.rows.types import Raw
from etl.transform.providers import reported_usage, tool_uses
from etl.transform.providers.codex.fields import Event, opened
from etl.transform.providers.codex.head import read_head
from etl.transform.providers.codex.items import State, read_item
from etl.transform.providers.codex.lineage import Lineage, read_lineage
from etl.transform.providers.codex.tokens import Meter, Request, is_lost
from etl.transform.providers.coerce import items, mapping, micros, text, whole
from etl.transform.providers.issues import LONGEST_NAME, Notes
from etl.transform.providers.logs import origin_key
from etl.transform.providers.placement import name_models, plant

_LONGEST_TITLE = 200


def flatten(raw: Raw) -> Flat:
    """Flatten one log. Every event becomes a row or a counted drop; never raises.

    The items of a session follow each other; each has its place in the log as its id. A report of tokens belongs to
    the model's items since the report before, which become one request. What was copied from another session is
    marked so, and named as that session's log names it.
    """
    state = State(Notes())
    events = [(row, opened(row)) for row in items(raw.get("rows")) if isinstance(row, dict)]
    lineage = read_lineage(events)
    flat = Flat(read_head(raw, events, lineage))
    session = _Session(flat, state, lineage, _names([row for row, _ in events]))
    for row, event in events:
        session.read(row, event)
    session.name_origins()
    plant(flat, session.rows, None, state.notes)
    reported_usage.settle(flat.messages, session.usages)
    name_models(flat.messages, None)
    flat.details = [*state.details, *(call for call, _ in tool_uses.calls(state.uses))]
    flat.conversation.title = _title(flat.messages)
    for (place, name), records in state.fields.items():
        flat.fields[place, name[:LONGEST_NAME]] += records
    flat.issues = state.notes.issues(flat.conversation.conversation_id)
    return flat


def _title(rows: list[Message]) -> str | None:
    """The first words of the user, in the session itself before those it was begun with."""
    said = [row for row in rows if row.role == "user" and not row.is_hidden and row.text.strip()]
    first = min(said, key=lambda row: row.inherited_from is not None, default=None)
    return first.text.strip().splitlines()[0][:_LONGEST_TITLE] if first else None


def _names(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The number that the log itself gives each event, which stays when a file continues another, else its place."""
    ordinals = [whole(told) if type(told := row.get("ordinal")) is int else None for row in rows]
    has_own = any(one is not None for one in ordinals)
    seen: set[int] = set()
    names = []
    for place, ordinal in enumerate(ordinals):
        own = "" if ordinal is None else str(ordinal)
        is_own = ordinal is not None and ordinal not in seen
        names.append(own if is_own else f"{own}/{place}" if has_own else str(place))
        if ordinal is not None:
            seen.add(ordinal)
    return names


class _Session:
    """Reads a log, event by event."""

    def __init__(self, flat: Flat, state: State, lineage: Lineage, names: Sequence[str]) -> None:
        self.rows: list[Message] = []
        self.usages: dict[str, reported_usage.Usage] = {}
        self._flat = flat
        self._state = state
        self._lineage = lineage
        self._names = names
        self._meter = Meter()
        self._model: str | None = None
        self._effort: str | None = None
        self._tier: str | None = None
        self._unreported: list[Message] = []
        self._recorded: dict[str, tuple[str, list[Message]]] = {}
        self._named: Counter[str] = Counter()
        self._position = 0

    def read(self, row: Mapping[str, Any], event: Event | None) -> None:
        """Take the next event."""
        for name in row:
            self._state.fields["event", name] += 1
        self._state.fields["event_type", event.kind if event else text(row.get("type")) or "none"] += 1
        if self._position == self._lineage.own:
            self._unreported = []
        before = len(self.rows)
        if event is not None:
            self._take(row, event)
        elif text(row.get("type")) == "message" and row.get("content"):
            self._state.notes.lost("an event of an unknown type that bears a message", None, "message")
        if len(self.rows) == before:
            self._flat.drops["no message"] += 1
        self._position += 1

    def name_origins(self) -> None:
        """Say of every row that no report names what it is in all copies: whose, what, and the how manieth of these."""
        seen: Counter[tuple[str, ...]] = Counter()
        for row in self.rows:
            what = (self._owner(row.position, row.created_at), row.role or "", row.kind, row.text)
            seen[what] += 1
            if row.usage_id is None:
                row.origin_key = origin_key(*what, str(seen[what]))

    def _take(self, row: Mapping[str, Any], event: Event) -> None:
        held, time = event.held, row.get("timestamp")
        if event.kind == "response_item":
            self._item(held, row)
        elif event.kind == "token_usage_record":
            self._record(held, time)
        elif event.kind == "turn_context" or held.get("type") == "thread_settings_applied":
            self._set(mapping(held.get("thread_settings")) or held, is_whole=event.kind != "turn_context")
        elif held.get("type") == "token_count":
            self._report(mapping(held.get("info")), time)

    def _set(self, settings: Mapping[str, Any], *, is_whole: bool) -> None:
        """What a turn says of its model, and what it leaves unsaid, as before; no tier in whole settings is none."""
        self._model = text(settings.get("model")) or self._model
        self._effort = text(settings.get("effort")) or text(settings.get("reasoning_effort")) or self._effort
        if is_whole or "service_tier" in settings:
            self._tier = text(settings.get("service_tier"))

    def _item(self, held: Mapping[str, Any], row: Mapping[str, Any]) -> None:
        self._add(read_item(held, self._names[self._position], row.get("timestamp"), self._state))

    def _add(self, row: Message) -> None:
        head = self._flat.conversation
        row.position = self._position
        row.parent_id = self.rows[-1].node_id if self.rows else None
        row.git_branch = head.git_branch
        if self._position < self._lineage.own:
            row.inherited_from = self._lineage.parent
        else:
            row.agent_id = head.agent_id
        if row.role == "assistant":
            row.model_slug, row.thinking_effort = self._model, self._effort
            self._unreported.append(row)
        self.rows.append(row)

    def _record(self, held: Mapping[str, Any], timestamp: object) -> None:
        """Take the record of a request; its report may follow, and then names it, as copies have but the report."""
        found = self._meter.record(held)
        if found is not None:
            self._recorded[found.named] = self._settle(found, held, timestamp)

    def _report(self, info: Mapping[str, Any], timestamp: object) -> None:
        """Take a report of tokens."""
        found = self._meter.read(info)
        if any(is_lost(info.get(name)) for name in ("last_token_usage", "total_token_usage")):
            self._state.notes.lost("a report of tokens that cannot be", self._names[self._position])
        if found is not None and found.recorded in self._recorded:
            before, self._unreported = self._recorded.pop(found.recorded)
            self.usages.pop(before)
        if found is not None:
            self._settle(found, info, timestamp)

    def _settle(self, found: Request, told: Mapping[str, Any], timestamp: object) -> tuple[str, list[Message]]:
        """Give the items since the last request what it used; one that left no item gets a row without text."""
        if not self._unreported:
            self._add(
                Message(self._names[self._position], role="assistant", kind="empty", created_at=micros(timestamp))
            )
        rows, self._unreported = self._unreported, []
        name = f"{self._owner(self._position, timestamp)}:{found.named}"
        self._named[name] += 1
        name = name if self._named[name] == 1 else f"{name}#{self._named[name]}"
        for row in rows:
            row.usage_id = name
            row.model_slug = text(told.get("model")) or row.model_slug
        self.usages[name] = found.usage._replace(service_tier=self._tier)
        return name, rows

    def _owner(self, position: int, time: object) -> str:
        """The session that did what stands at a place of the log; where none is named, a copy has its times."""
        if position < self._lineage.own and self._lineage.root is not None:
            return self._lineage.root
        return self._lineage.session or text(time) or str(time)
