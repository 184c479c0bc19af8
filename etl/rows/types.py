"""Types that the rows are made of."""

from typing import NamedTuple, NewType

Micros = NewType("Micros", int)
"""Microseconds since 1970-01-01T00:00:00 UTC."""

Raw = dict[str, object]
"""One conversation as parsed from an export, untouched."""

Key = tuple[str, str, str]
"""Which conversation: provider, account_id, conversation_id."""

Seen = tuple[Key, int]
"""A conversation that is stored, and the nodes of the version of it that was seen."""

Version = tuple[int | None, int, str | None]
"""What tells two versions of a conversation apart before counting: updated_at in microseconds, nodes, current node."""


class Assumption(NamedTuple):
    """A period in which the user says which model answered, where the export names none: since <= time < until.

    None is open. A message of unknown time lies in a period that is open at both ends only.
    """

    slug: str
    since: Micros | None = None
    until: Micros | None = None
