"""What providers of logs share: how a log is told from anything else, and that none says whose it is."""

from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.coerce import items, text

_LOOKED_AT = 100
_LONGEST, _MOST = 1_000, 50
"""Characters of a text and items of a list above which they are bulk, where nobody reads more of them."""


def is_log(raw: Raw, recognises_row: Callable[[Raw], bool]) -> bool:
    """Is this a log with an event of the provider's among its first?"""
    rows = raw.get("rows") if isinstance(raw, dict) and "member" in raw else None
    return any(isinstance(row, dict) and recognises_row(row) for row in items(rows)[:_LOOKED_AT])


def file(raw: Raw) -> PurePosixPath:
    """The file that a conversation came from, as its export or folder names it."""
    return PurePosixPath((text(raw.get("member")) or "unnamed").replace("\\", "/"))


def folder(path: object) -> str | None:
    """The folder that a session worked in, as its project: two of the same last name are two. None where none is."""
    named = text(path)
    return named.rstrip("/\\") or named if named else None


def short(value: Any) -> Any:
    """The same value without its bulk: long texts cut, long lists empty."""
    if isinstance(value, str):
        return value[:_LONGEST]
    if isinstance(value, dict):
        return {name: short(one) for name, one in value.items()}
    if isinstance(value, list):
        return [short(one) for one in value] if len(value) <= _MOST else []
    return value


def without_pictures(content: Any, is_picture: Callable[[Mapping[str, Any]], bool]) -> Any:
    """The parts of a message, pictures among them without their bytes."""
    if not isinstance(content, list):
        return content
    return [short(part) if isinstance(part, dict) and is_picture(part) else part for part in content]


def origin_key(*parts: str) -> int:
    """A number for what a row of a log is, wherever it is copied to: 64 bits of a hash."""
    digest = blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def nobody(raw: Raw) -> str | None:
    """The owner of a log: none names the account that paid for it."""
    return None
