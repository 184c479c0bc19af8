"""How the next database is to be made."""

from dataclasses import dataclass


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
