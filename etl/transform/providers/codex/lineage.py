"""Whose an event of a session's log is: a fork and a sub-agent may begin with a copy of their parent's history.

Programs of 2025 and 2026 copy it under the parent's own times, or under the second of the fork, with the parent's head
or without, with all its turns or some. What is copied was the parent's work, and is billed there.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from etl.transform.providers.codex.exec_events import run_name
from etl.transform.providers.codex.fields import Event
from etl.transform.providers.codex.tokens import is_used
from etl.transform.providers.coerce import mapping, micros, text, whole

_PAUSE = 500_000
"""Microseconds: a history is copied within 10 to 40 milliseconds, as measured in public, and an answer takes longer."""

_DAY = 86_400_000_000
_TURN_STARTS = frozenset({"task_started", "turn_started"})

Events = Sequence[tuple[Mapping[str, Any], Event | None]]


class Lineage(NamedTuple):
    """``parent`` is the session that one was begun from, ``root`` the oldest of which it has a copy.

    ``session`` is its own name; the events before the place ``own`` are copies.
    """

    session: str | None
    parent: str | None
    root: str | None
    own: int


def read_lineage(events: Events) -> Lineage:
    """The lineage of a log; of a session that was not begun from another all events are its own."""
    heads = [(place, event.held) for place, (_, event) in enumerate(events) if event and event.kind == "session_meta"]
    if not heads:
        return Lineage(None, None, None, 0)
    first, own = heads[0]
    session, printed = text(own.get("id")), text(own.get("printed_of"))
    if printed is not None:
        return Lineage(run_name(printed, [row for row, _ in events]), printed, session, len(events))
    others = [name for _, head in heads if (name := text(head.get("id"))) and name != session]
    parent = parent_of(own) or next(iter(others), None)
    if parent is None or parent == session:
        return Lineage(session, None, None, 0)
    return Lineage(session, parent, others[-1] if others else parent, _border(own, events, first))


def parent_of(head: Mapping[str, Any]) -> str | None:
    """The session that a head names as the one it was begun from."""
    spawned = mapping(mapping(mapping(head.get("source")).get("subagent")).get("thread_spawn"))
    named = (head.get("forked_from_id"), head.get("parent_thread_id"), spawned.get("parent_thread_id"))
    return next((found for one in named if (found := text(one))), None)


def is_agent(head: Mapping[str, Any]) -> bool:
    """Does a session's head say that it is a sub-agent's?"""
    return "subagent" in mapping(head.get("source")) or head.get("thread_source") in ("subagent", "guardian_review")


def _border(head: Mapping[str, Any], events: Events, first: int) -> int:
    """The place of the first event that is the session's own: as the head says, else as turns or times tell."""
    start = whole(head.get("subagent_history_start_ordinal"))
    if start is not None and any(whole(row.get("ordinal")) is not None for row, _ in events):
        later = (at for at in range(first + 1, len(events)) if (whole(events[at][0].get("ordinal")) or 0) >= start)
        return next(later, len(events))
    told = _of_turns(head, events)
    if told is not None:
        return told
    return max(_kept_times(head, events, first), _burst(events, first), _before_turns(events))


def _of_turns(head: Mapping[str, Any], events: Events) -> int | None:
    """Where the ids of turns and of the session tell when they began: the first turn that is not older than it."""
    born, said = _moment(head.get("id")), micros(head.get("timestamp"))
    if born is None or said is None or abs(born - said) > _DAY:
        return None
    begun = [(at, moment) for at, name in _turns(events) if (moment := _moment(name)) is not None]
    if not begun:
        return None
    return next((at for at, moment in begun if moment >= born), len(events))


def _kept_times(head: Mapping[str, Any], events: Events, first: int) -> int:
    """Behind the last event that is older than the session."""
    born = micros(head.get("timestamp"))
    born = micros(events[first][0].get("timestamp")) if born is None else born
    if born is None:
        return 0
    times = (micros(row.get("timestamp")) for row, _ in events)
    older = [at for at, time in enumerate(times) if time is not None and time < born]
    return max(older, default=-1) + 1


def _burst(events: Events, first: int) -> int:
    """Behind what was written in one go under new times; 0 where nothing there can be a copy.

    The session's own first turn may follow without a pause: it is the last of those after the last report.
    """
    end = _pause(events, first)
    reports = [at for at in range(end) if _is_report(events[at][1])]
    is_copied = reports or any(event and event.kind == "session_meta" for _, event in events[first + 1 : end])
    if not is_copied or end == len(events):
        return end if is_copied else 0
    last = max(reports, default=first)
    begun = [(at, name) for at, name in _turns(events[:end]) if at > last]
    return next((at for at, name in begun if name == begun[-1][1]), end)


def _pause(events: Events, first: int) -> int:
    """The place of the first event that came after a pause."""
    before = micros(events[first][0].get("timestamp"))
    for at in range(first + 1, len(events)):
        time = micros(events[at][0].get("timestamp"))
        if time is None or before is None:
            continue
        if time - before > _PAUSE:
            return at
        before = time
    return len(events)


def _before_turns(events: Events) -> int:
    """The place of the first turn, where a report stands before it: nothing can be used outside of a turn."""
    begun = next((at for at, _ in _turns(events)), 0)
    return begun if any(_is_report(event) for _, event in events[:begun]) else 0


def _turns(events: Events) -> Iterator[tuple[int, str | None]]:
    """The events that begin a turn, each with its place and the turn's name; a turn may have two."""
    for at, (_, event) in enumerate(events):
        if event and (event.kind == "turn_context" or text(event.held.get("type")) in _TURN_STARTS):
            yield at, text(event.held.get("turn_id"))


def _is_report(event: Event | None) -> bool:
    return event is not None and event.held.get("type") == "token_count" and is_used(mapping(event.held.get("info")))


def _moment(name: object) -> int | None:
    """When an id of version 7 was made, microseconds since 1970; None for any other."""
    try:
        made = UUID(name) if isinstance(name, str) else None
    except ValueError:
        return None
    return (made.int >> 80) * 1000 if made is not None and made.version == 7 else None
