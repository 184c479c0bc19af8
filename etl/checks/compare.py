"""One conversation of an export against what the database has of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from etl.transform.providers.expectation import Expectation


class StoredMessage(NamedTuple):
    """The characters stored, when the version they come from was updated, whether a newer one lacks them, and how many
    there were in versions that a newer one has replaced."""

    characters: int
    updated_at: int | None
    is_retained: bool
    replaced: Sequence[int] | None = None


Held = Mapping[str | None, Mapping[str, StoredMessage]]
"""What the database has of one conversation, by account and node."""


@dataclass(slots=True)
class Verification:
    """What an export holds, and what of it the database lacks.

    ``conversations`` to ``characters`` are the export's; characters are those of ordinary text parts.
    ``missing_conversations`` and ``missing_messages`` ((conversation, node) pairs) are not stored at all;
    ``differing_messages`` are stored from the same version with another number of characters, and
    ``newer_messages`` counts those stored from another version, whose text may rightly differ. ``unread`` names
    members that plain reading gave up on, with how many conversations it had seen; ``unknown`` counts records
    of a shape that is not checked. Where several accounts hold a conversation, the one that lacks least counts.
    """

    conversations: int = 0
    nodes: int = 0
    messages: int = 0
    characters: int = 0
    missing_conversations: list[str] = field(default_factory=list)
    missing_messages: list[tuple[str, str]] = field(default_factory=list)
    differing_messages: list[tuple[str, str]] = field(default_factory=list)
    newer_messages: int = 0
    unread: list[tuple[str, int]] = field(default_factory=list)
    unknown: int = 0

    @property
    def is_complete(self) -> bool:
        """Is everything that could be read stored as it is, and could anything that is there be read?"""
        is_nothing_known = self.unknown > 0 and self.conversations == 0
        return not (is_nothing_known or self.missing_conversations or self.missing_messages or self.differing_messages)


def compare(told: Expectation, held: Held, found: Verification) -> None:
    """Add one conversation to ``found``."""
    name, updated, nodes, messages = told
    found.conversations += 1
    found.nodes += nodes
    found.messages += len(messages)
    if messages and not held:
        found.missing_conversations.append(name)
        return
    found.characters += sum(number or 0 for number in messages.values())
    faults = [_faults(messages, updated, stored) for stored in held.values()]
    least = min(faults, key=lambda one: len(one.missing) + len(one.differing), default=_Faults([], [], 0))
    found.missing_messages += [(name, node) for node in least.missing]
    found.differing_messages += [(name, node) for node in least.differing]
    found.newer_messages += least.newer


class _Faults(NamedTuple):
    missing: list[str]
    differing: list[str]
    newer: int


def _faults(expected: Mapping[str, int | None], updated: float | None, stored: Mapping[str, StoredMessage]) -> _Faults:
    missing = [node for node in expected if node not in stored]
    others = [
        node
        for node, number in expected.items()
        if node in stored and number is not None and stored[node].characters != number
    ]
    differing = [
        node
        for node in others
        if _is_same_version(updated, stored[node]) and expected[node] not in (stored[node].replaced or ())
    ]
    return _Faults(missing, differing, len(others) - len(differing))


def _is_same_version(updated: float | None, stored: StoredMessage) -> bool:
    if stored.is_retained:
        return False
    if updated is None or stored.updated_at is None:
        return updated is stored.updated_at
    return abs(updated - stored.updated_at) < 1_000
