"""The head of a session: what its events say of it together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from etl.rows.conversation import Conversation
from etl.rows.types import Raw
from etl.transform.providers.claude_code.messages import PROGRAM
from etl.transform.providers.coerce import items, mapping, micros, text
from etl.transform.providers.logs import file, folder

Row = Mapping[str, Any]
_LONGEST_TITLE = 200


def read_head(raw: Raw, rows: Sequence[Row]) -> Conversation:
    """One session's row. A sub-agent's log is a conversation of its own: session/agent, begun by a ``subagent``."""
    session = _first(reversed(rows), "sessionId")
    agent = _agent(rows)
    if session is None:
        session = file(raw).stem
    times = [time for row in rows if (time := micros(row.get("timestamp"))) is not None]
    begun = _first(rows, "entrypoint")
    return Conversation(
        conversation_id=f"{session}/{agent}" if agent else session,
        title=_title(rows),
        created_at=min(times, default=None),
        updated_at=max(times, default=None),
        project_id=folder(_first(rows, "cwd")),
        origin="subagent" if agent else begun,
        export_format="log" if any("type" in row for row in rows) else "usage",
        parent_conversation_id=session if agent else _forked_from(rows),
        agent_id=agent,
        agent_type=_first(rows, "attributionAgent") if agent else None,
        git_branch=_first(reversed(rows), "gitBranch"),
    )


def said(row: Row) -> Iterator[str]:
    """The texts of a message."""
    content = mapping(row.get("message")).get("content")
    if isinstance(content, str):
        yield content
    for block in items(content):
        if mapping(block).get("type") == "text" and (told := text(mapping(block).get("text"))):
            yield told


def _first(rows: Iterable[Row], name: str) -> str | None:
    """The first text that a field of the rows has."""
    return next((found for row in rows if (found := text(row.get(name)))), None)


def _forked_from(rows: Sequence[Row]) -> str | None:
    """The session whose history a fork begins with."""
    return next((found for row in rows if (found := text(mapping(row.get("forkedFrom")).get("sessionId")))), None)


def _agent(rows: Sequence[Row]) -> str | None:
    """The sub-agent whose log this is: every message of it is its own."""
    spoken = [row for row in rows if "message" in row]
    if not spoken or not all(row.get("isSidechain") is True for row in spoken):
        return None
    return next((found for row in spoken if (found := text(row.get("agentId")))), None)


def _title(rows: Sequence[Row]) -> str | None:
    """The user's own title, the program's, a summary (of these events first), or the first words of the user."""
    own = {text(row.get("uuid")) for row in rows}
    custom = [text(row.get("customTitle")) for row in rows]
    told = [
        (text(row.get("leafUuid")) in own, text(row.get("summary"))) for row in rows if row.get("type") == "summary"
    ]
    summaries = [summary for is_own, summary in sorted(told, key=lambda one: not one[0]) if summary]
    typed = (words for row in rows if row.get("type") == "user" and not row.get("isMeta") for words in said(row))
    own_words = (words for words in typed if words.strip() and not words.startswith(PROGRAM))
    given = [text(row.get("aiTitle")) for row in rows]
    chosen = next((one for one in (*reversed(custom), *reversed(given), *summaries) if one), None)
    lines = (chosen or next(own_words, "")).strip().splitlines()
    return lines[0][:_LONGEST_TITLE] if lines else None
