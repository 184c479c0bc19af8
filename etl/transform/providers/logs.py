"""What providers of logs share: how a log is told from anything else, and that none says whose it is."""

from collections.abc import Callable

from etl.rows.types import Raw
from etl.transform.providers.coerce import items, text

_LOOKED_AT = 100


def is_log(raw: Raw, recognises_row: Callable[[Raw], bool]) -> bool:
    """Is this a log with an event of the provider's among its first?"""
    rows = raw.get("rows") if isinstance(raw, dict) and "member" in raw else None
    return any(isinstance(row, dict) and recognises_row(row) for row in items(rows)[:_LOOKED_AT])


def folder(path: object) -> str | None:
    """The folder that a session worked in, as its project: two of the same last name are two. None where none is."""
    named = text(path)
    return named.rstrip("/\\") or named if named else None


def nobody(raw: Raw) -> str | None:
    """The owner of a log: none names the account that paid for it."""
    return None
