"""Is this a log of Codex's? Told by its events' shape alone."""

from etl.rows.types import Raw
from etl.transform.providers.codex.events import opened
from etl.transform.providers.coerce import items

_LOOKED_AT = 100


def recognises(raw: Raw) -> bool:
    """A log with an event of ours among its first."""
    rows = raw.get("rows") if isinstance(raw, dict) and "member" in raw else None
    return any(isinstance(row, dict) and recognises_row(row) for row in items(rows)[:_LOOKED_AT])


def recognises_row(row: Raw) -> bool:
    """An event of any of the three generations."""
    return opened(row) is not None


def owner(raw: Raw) -> str | None:
    """No log names the account that paid for it."""
    return None
