"""How the next database is to be made."""

import hashlib
from dataclasses import dataclass

from etl import assets
from etl.warehouse.template import BLOCK, ROW_GROUP, STORAGE

SCHEMA_VERSION = 1
"""Greater than that of every older program whose files this one cannot leave readable for it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build is told: the zone days are cut in, and the version of the rules that extract follows.

    Conversations that were extracted by other ``rules``, or whose text is missing although ``keep_text`` asks
    for it, count as unknown: they are read again where an export has them.
    """

    zone: str = "UTC"
    rules: str = "1"
    keep_text: bool = True
    memory_limit: str = "256MB"


def layout() -> str:
    """A hash of everything that decides how the core tables are laid out in a file."""
    parts = [STORAGE, str(ROW_GROUP), str(BLOCK)]
    parts += [f"{name}\n{_statements(text)}" for name, text in sorted(assets.sql("tables").items())]
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def _statements(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if line and not line.startswith("comment on"))
