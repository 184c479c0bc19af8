"""Is this a log of Claude Code's? Told by its events' shape alone."""

from etl.rows.types import Raw
from etl.transform.providers.coerce import items, mapping

_LOOKED_AT = 100
_WITHOUT_MESSAGE = frozenset(
    {"summary", "system", "progress", "attachment", "file-history-snapshot", "queue-operation", "custom-title"}
)


def recognises(raw: Raw) -> bool:
    """A log with an event of ours among its first."""
    rows = raw.get("rows") if isinstance(raw, dict) and "member" in raw else None
    return any(isinstance(row, dict) and recognises_row(row) for row in items(rows)[:_LOOKED_AT])


def recognises_row(row: Raw) -> bool:
    """A message of a session, an old one with its usage alone, or an event that only these logs have."""
    if isinstance(row.get("message"), dict):
        if "sessionId" in row or "parentUuid" in row:
            return True
        return "requestId" in row and isinstance(mapping(row["message"]).get("usage"), dict)
    named = row.get("type")
    is_ours = "leafUuid" in row or "sessionId" in row or "uuid" in row or "snapshot" in row
    return isinstance(named, str) and named in _WITHOUT_MESSAGE and is_ours


def owner(raw: Raw) -> str | None:
    """No log names the account that paid for it."""
    return None
