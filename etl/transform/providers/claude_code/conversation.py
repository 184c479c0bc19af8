"""One session's log -> its rows: the head, every event that is a message, and what the API reported."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from etl.rows.conversation import Flat
from etl.rows.message import Message
from etl.rows.types import Raw
from etl.transform.providers import reported_usage, tool_uses
from etl.transform.providers.claude import fields
from etl.transform.providers.claude.state import State
from etl.transform.providers.claude_code import messages
from etl.transform.providers.claude_code.head import read_head
from etl.transform.providers.claude_code.progress import opened
from etl.transform.providers.coerce import items, mapping, text
from etl.transform.providers.issues import Notes
from etl.transform.providers.logs import origin_key
from etl.transform.providers.placement import name_models, plant, standing, unused
from etl.transform.providers.reported_usage import Usage

_CATEGORIES = {"WebSearch": "browse", "WebFetch": "browse", "Task": "agent", "Agent": "agent"}
"""What the tools are called whose calls do not say more."""


def flatten(raw: Raw) -> Flat:
    """Flatten one log. Every event becomes rows or a counted drop; never raises.

    An event of several blocks becomes several rows, the last with its uuid, as in Claude's exports. The API's
    answers are written on several events each: they are one request, with the usage of the last of them. What a
    sub-agent wrote is in channel ``sidechain``, and never on the shown path of a session.
    """
    state = State(Notes())
    rows = [row for row in items(raw.get("rows")) if isinstance(row, dict)]
    flat = Flat(read_head(raw, rows))
    session = _Session(flat, state)
    placed = session.read(rows)
    plant(flat, placed, _last(placed), state.notes)
    flat.conversation.current_node_basis = "newest_leaf" if flat.messages else "none"
    reported_usage.settle(flat.messages, session.usages)
    _name_origins(placed)
    name_models(flat.messages, None)
    _name_results(state.uses, session.agents)
    flat.details = [*state.details, *(call for call, _ in tool_uses.calls(state.uses))]
    fields.add(flat.fields, raw, state.shapes)
    flat.issues = state.notes.issues(flat.conversation.conversation_id)
    return flat


def _last(rows: Sequence[Message]) -> str | None:
    """The last row of the session itself; of a sub-agent's log the last of all."""
    own = [row for row in rows if row.channel != messages.SIDECHAIN] or rows
    return own[-1].node_id if own else None


def _name_results(uses: tool_uses.Uses, agents: Mapping[str, Mapping[str, Any]]) -> None:
    """Give each result its tool's name, which these logs tell with the call alone, and each use its category.

    ``agents`` is what the program noted of a result, by its row: whose work it is where a sub-agent did it.
    """
    for use in uses.all:
        told = next((agents[row.node_id] for row in use.results if row.node_id in agents), {})
        use.agent_id = text(told.get("agentId"))
        use.agent_type = text(told.get("agentType")) or text(mapping(use.given).get("subagent_type"))
        use.category = _CATEGORIES.get(use.name, "connector" if use.name.startswith("mcp__") else use.category)
        for row in use.results:
            row.author_name = row.author_name or use.name


def _name_origins(rows: Sequence[Message]) -> None:
    """Say of every row that is no answer's what it is in all copies: when it was said, by whom, and what."""
    for row in rows:
        if row.usage_id is None and row.created_at_basis == "message":
            row.origin_key = origin_key(str(row.created_at), row.role or "", row.kind, row.text)


def _fuller(before: Usage | None, used: Usage) -> Usage:
    """Of what two events report of one answer, the later that is not smaller: the API reports it while it grows."""
    if before is None:
        return used
    fuller = used if (used.output, used.input) >= (before.output, before.input) else before
    return fuller._replace(usd=max((one.usd for one in (before, used) if one.usd is not None), default=None))


class _Session:
    """Reads a log, event by event."""

    def __init__(self, flat: Flat, state: State) -> None:
        self.usages: dict[str, Usage] = {}
        self.agents: dict[str, Mapping[str, Any]] = {}
        self._flat = flat
        self._state = state
        self._above: dict[str, str | None] = {}
        self._answers: dict[str, str] = {}
        self._ends: dict[str, str] = {}
        self._told: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._again: dict[str, Message] = {}
        self._advised: dict[str, tuple[Message, Mapping[str, Any]]] = {}
        self._position = 0

    def read(self, rows: Sequence[dict[str, Any]]) -> list[Message]:
        """All rows in the log's order; an event without a message hands its parent on to those below."""
        is_linked = any(text(row.get("parentUuid")) for row in rows)
        found: list[Message] = []
        for told in rows:
            fields.see(self._state.shapes, "event", told)
            row = opened(told, self._told)
            if row is not told and (outer := text(told.get("uuid"))):
                self._above[outer] = text(told.get("parentUuid"))
            chain = self._event(row)
            if chain:
                before = found[-1].node_id if found else None
                linked = text(row.get("parentUuid")) or text(row.get("logicalParentUuid"))
                parent = linked if is_linked and "parentUuid" in row else before
                chain[0].parent_id = standing(parent, self._above)
                self._join(chain)
                found += chain
                if row is not told and (agent := chain[-1].agent_id):
                    self._told[agent] = chain[-1].node_id
        return [*found, *self._advice()]

    def _join(self, chain: Sequence[Message]) -> None:
        """Hang an answer's further calls, and what tools said to them, below each other: they are no branches."""
        for above, one in pairwise(chain):
            one.parent_id = above.node_id
        first = chain[0]
        answer = self._answers.get(first.parent_id or "")
        key = first.usage_id if first.role == "assistant" else answer if first.role == "tool" else None
        if key is not None:
            if key == answer:
                first.parent_id = self._ends[key]
            self._ends[key] = chain[-1].node_id
            self._answers[chain[-1].node_id] = key

    def _event(self, row: dict[str, Any]) -> list[Message]:
        uuid = text(row.get("uuid"))
        if uuid is not None and uuid in self._state.ids:
            self._use(row, self._again.get(uuid))
            return self._drop("the same message again")
        if not messages.is_message(row):
            if messages.is_unknown(row):
                self._state.notes.lost("an event of an unknown type that bears a message", uuid, text(row.get("type")))
            if uuid is not None:
                self._above[uuid] = text(row.get("parentUuid")) or text(row.get("logicalParentUuid"))
            return self._drop("no message")
        chain = messages.read_event(row, uuid or self._made_up(row), self._state)
        for one in chain:
            one.position = self._position
            self._position += 1
            if one.role == "tool" and isinstance(row.get("toolUseResult"), dict):
                self.agents[one.node_id] = row["toolUseResult"]
        self._unite(chain)
        self._again[chain[-1].node_id] = chain[-1]
        self._use(row, chain[-1])
        return chain

    def _unite(self, chain: Sequence[Message]) -> None:
        """Where one event of an answer names the request and another does not, they are one answer."""
        bare, key = chain[-1].message_id, chain[-1].usage_id
        if bare is None or key is None:
            return
        known = self._keys.setdefault(bare, key)
        if known != key and bare in (known, key):
            for one in chain:
                one.usage_id = known

    def _use(self, row: dict[str, Any], last: Message | None) -> None:
        """Take what an event reports of its answer; of a message told again too, as it may have been reported anew."""
        key = last.usage_id if last is not None else None
        used = messages.used(row)
        if messages.is_lost(row, used):
            self._state.notes.lost("a report of tokens that cannot be", last.node_id if last else None)
        if last is not None and key is not None and used is not None:
            self.usages[key] = _fuller(self.usages.get(key), used)
            for name, iteration in messages.advice(row, key):
                self._advised[name] = (last, iteration)

    def _advice(self) -> Iterator[Message]:
        """A row for each time that an answer's model asked another, whose tokens are not among the answer's."""
        for name, (asking, iteration) in self._advised.items():
            used = messages.used({"message": {"usage": iteration}})
            if used is not None:
                self.usages[name] = used
                yield messages.advised(asking, name, iteration, self._position)

    def _drop(self, reason: str) -> list[Message]:
        self._flat.drops[reason] += 1
        self._position += 1
        return []

    def _made_up(self, row: dict[str, Any]) -> str:
        """An id for an event without one: its answer's, so that it stays the same when the log grows."""
        own = text(mapping(row.get("message")).get("id")) or f"missing-{self._position}"
        return unused(own, self._state.ids)
