"""The head of a session: what its events say of it together."""

from collections.abc import Mapping
from typing import Any

from etl.rows.conversation import Conversation
from etl.rows.types import Raw
from etl.transform.providers.codex.exec_events import NAMES
from etl.transform.providers.codex.lineage import Events, Lineage, is_agent
from etl.transform.providers.coerce import mapping, micros, text
from etl.transform.providers.logs import file, folder


def read_head(raw: Raw, events: Events, lineage: Lineage) -> Conversation:
    """The session's row: of several heads the first is its own, the others are of sessions it continues.

    What ``codex exec --json`` printed of a session is a conversation beside it, whose parent is that session.
    """
    heads = [event.held for _, event in events if event is not None and event.kind == "session_meta"]
    own: Mapping[str, Any] = heads[0] if heads else {}
    named = lineage.session
    if named is None:
        named = file(raw).stem
    times = [time for row, _ in events if (time := micros(row.get("timestamp"))) is not None]
    since = [time for row, _ in events[lineage.own :] if (time := micros(row.get("timestamp"))) is not None]
    told = [event.held for _, event in events if event is not None and event.kind in ("session_meta", "turn_context")]
    spawned = mapping(mapping(mapping(own.get("source")).get("subagent")).get("thread_spawn"))
    return Conversation(
        conversation_id=named,
        created_at=min(since or times, default=None),
        updated_at=max(times, default=None),
        project_id=next((path for one in told if (path := folder(one.get("cwd")))), None),
        origin=text(own.get("originator")),
        export_format=_form(events),
        parent_conversation_id=lineage.parent,
        agent_id=named if is_agent(own) else None,
        agent_type=text(spawned.get("agent_role")) or _kind_of_agent(own),
        git_branch=text(mapping(own.get("git")).get("branch")),
    )


def _form(events: Events) -> str:
    forms = {"envelope" if "payload" in row else "exec" if text(row.get("type")) in NAMES else "" for row, _ in events}
    return next((form for form in ("envelope", "exec") if form in forms), "direct")


def _kind_of_agent(head: Mapping[str, Any]) -> str | None:
    """Agents of the program's own, for example review, compact, guardian."""
    told = mapping(head.get("source")).get("subagent")
    return text(told) or text(mapping(told).get("other"))
