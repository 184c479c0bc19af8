"""Types that the rows are made of."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, NewType

Micros = NewType("Micros", int)
"""Microseconds since 1970-01-01T00:00:00 UTC."""

Raw = dict[str, object]
"""One conversation as parsed from an export, untouched."""

Key = tuple[str, str, str]
"""Which conversation: provider, account_id, conversation_id."""


class Seen(NamedTuple):
    """A version of a conversation that is stored, or was: its nodes, when it was updated, and is it the one shown?"""

    key: Key
    nodes: int
    updated_at: Micros | None = None
    is_shown: bool = True


Slices = dict[str, dict[bytes, Seen]]
"""By account, what was read from slices of exports, by their digests."""


class Sighting(NamedTuple):
    """A conversation that a load met in a version it needs not store, in an export made at ``exported_at``.

    ``raw_hash`` and ``raw_bytes`` are of the bytes it was read from, where they are others than before.
    """

    key: Key
    exported_at: datetime | None = None
    is_shown: bool = True
    raw_hash: bytes | None = None
    raw_bytes: int | None = None


class ReadBefore(NamedTuple):
    """A file as an earlier load read it: its size, when it was written, what else tells it, and what was read.

    ``digests`` are those of the bytes of its conversations, 16 bytes each; a log is one.
    """

    size: int
    modified: int
    mark: bytes
    digests: bytes


class Assumption(NamedTuple):
    """A period in which the user says which model answered, where the export names none: since <= time < until.

    None is open. A message of unknown time lies in a period that is open at both ends only.
    """

    slug: str
    since: Micros | None = None
    until: Micros | None = None


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose the conversations of an export are.

    ``account_id`` is whose those are that name nobody, of another provider's as ``by_provider`` says, and those that
    name ``owner``. All others are of whom they name; all are of ``account_id`` where the user says so (``is_fixed``).
    ``people`` are accounts whose stored conversations the export may hold again.
    """

    account_id: str
    owner: str | None = None
    is_fixed: bool = False
    by_provider: tuple[tuple[str, str], ...] = ()
    people: tuple[str, ...] = ()

    @property
    def accounts(self) -> dict[str, None]:
        """All accounts whose conversations may be among them."""
        return dict.fromkeys((self.account_id, *self.people, *(account for _, account in self.by_provider)))

    def of(self, provider: str, named: str | None) -> str:
        """The account of a conversation of a provider's that names somebody, or nobody."""
        if self.is_fixed or (named is not None and named == self.owner):
            return self.account_id
        return named or dict(self.by_provider).get(provider, self.account_id)
