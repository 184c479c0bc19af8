"""What a session is told of a sub-agent's progress: copies of that one's events, all there is once its log is gone."""

from collections.abc import Mapping
from typing import Any

from etl.transform.providers.claude_code.messages import is_message
from etl.transform.providers.coerce import mapping, text

_HANDED_ON = ("sessionId", "cwd", "version", "gitBranch")


def opened(row: dict[str, Any], told: Mapping[str, str]) -> dict[str, Any]:
    """The sub-agent's event that a row of progress holds, below the last of them that was ``told``; else the row."""
    data = mapping(row.get("data"))
    inner = data.get("message")
    if row.get("type") != "progress" or data.get("type") != "agent_progress" or not isinstance(inner, dict):
        return row
    agent = text(data.get("agentId"))
    event = {name: row[name] for name in _HANDED_ON if name in row}
    event |= {"timestamp": row.get("timestamp"), **inner, "isSidechain": True, "agentId": agent}
    event["parentUuid"] = told.get(agent or "") or row.get("parentUuid")
    return event if is_message(event) else row
