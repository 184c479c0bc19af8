"""Tools: what kind a name stands for; and uses of them, a call and its results paired by id, else by their order."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from etl.rows.details import ToolCall
from etl.rows.message import Message
from etl.rows.types import Micros

LONGEST_NAME = 200
"""Characters of a name that are looked at."""


def category_by_prefix(name: str, categories: Mapping[str, str], breaks: str) -> str:
    """The category of the longest prefix that is known, else other.

    A prefix covers itself, and what follows after one of ``breaks``.
    """
    lowered = name[:LONGEST_NAME].lower()
    for end in range(len(lowered), 0, -1):
        if end == len(lowered) or lowered[end] in breaks:
            found = categories.get(lowered[:end])
            if found:
                return found
    return "other"


@dataclass(slots=True)
class Use:
    """One use of a tool: the row that asked, if the export has it, and those that answered.

    ``given`` is its input as exported. ``is_timed``: its own times are known, not only its message's. Of a use that
    began a sub-agent, ``agent_id`` and ``agent_type`` are that one's.
    """

    name: str
    category: str
    call: Message | None = None
    asked_at: Micros | None = None
    results: list[Message] = field(default_factory=list)
    finished_at: Micros | None = None
    is_failed: bool = False
    is_timed: bool = False
    is_waiting: bool = True
    given: Any = None
    call_id: str | None = None
    agent_id: str | None = None
    agent_type: str | None = None

    def add(self, row: Message, at: Micros | None, is_failed: bool) -> None:
        """Take a result."""
        self.results.append(row)
        self.is_failed = self.is_failed or is_failed
        if at is not None:
            self.finished_at = at if self.finished_at is None else max(at, self.finished_at)


@dataclass(slots=True)
class Uses:
    """The uses of a conversation in the order of the file, and which of them could still be answered."""

    all: list[Use] = field(default_factory=list)
    _by_id: dict[str, Use] = field(default_factory=dict)
    _waiting: deque[Use] = field(default_factory=deque)
    _named: dict[str, deque[Use]] = field(default_factory=dict)

    def open_message(self) -> None:
        """Calls without an id are answered in their own message or not at all."""
        self._waiting.clear()
        self._named.clear()

    def ask(self, call_id: str | None, use: Use, given: Any) -> None:
        """A call."""
        use.given, use.call_id = given, call_id
        self.all.append(use)
        self._waiting.append(use)
        self._named.setdefault(use.name, deque()).append(use)
        if call_id is not None:
            self._by_id[call_id] = use

    def answer(self, call_id: str | None, name: str | None, orphan: Callable[[], Use], row: Message) -> Use:
        """The use that a result belongs to: by its id; else the first open call of its message, of the same name
        if there is one; else a use of its own."""
        use = self._by_id.get(call_id or "")
        if use is None:
            use = _first(self._named.get(name or "", deque()))
            if use is None and (call_id is None or not name):
                use = _first(self._waiting)
        if use is None:
            use = orphan()
            self.all.append(use)
        use.is_waiting = False
        return use


def _first(waiting: deque[Use]) -> Use | None:
    """The first that still waits; those before it will never again."""
    while waiting and not waiting[0].is_waiting:
        waiting.popleft()
    return waiting[0] if waiting else None


def calls(uses: Uses) -> list[tuple[ToolCall, Use]]:
    """The tool calls of a conversation whose messages are placed, in tour order, each with what it came from."""
    ordered = sorted(uses.all, key=lambda use: (use.call or use.results[0]).tour_in)
    return [(_row(ordinal, use), use) for ordinal, use in enumerate(ordered)]


def _row(ordinal: int, use: Use) -> ToolCall:
    call, first = use.call, use.results[0] if use.results else None
    shown = call or first
    assert shown is not None
    started = use.asked_at if use.asked_at is not None else _dated(shown)
    finished = use.finished_at
    if started is not None and finished is not None and started > finished:
        started = _dated(shown)
    seconds = (
        (finished - started) / 1_000_000 if use.is_timed and started is not None and finished is not None else None
    )
    return ToolCall(
        ordinal,
        shown.node_id,
        call.node_id if call else None,
        use.name,
        use.category,
        arguments=call.text if call else None,
        result_node_id=first.node_id if first else None,
        results=len(use.results),
        result_characters=sum(one.characters for one in use.results),
        status="error" if use.is_failed else "success" if first else "unknown",
        started_at=started,
        finished_at=finished,
        duration_seconds=seconds if seconds is None or seconds >= 0 else None,
        model_slug=shown.model_slug,
        is_current=shown.is_current,
        call_id=use.call_id,
        usage_id=call.usage_id if call else None,
        agent_id=use.agent_id,
        agent_type=use.agent_type,
    )


def _dated(message: Message) -> Micros | None:
    return message.created_at if message.created_at_basis == "message" else None
