"""What came of a load's tasks, added up, and the rows that tell it."""

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from etl.rows.companions import Account
from etl.rows.loads import LoadDrop, LoadField
from etl.rows.types import Seen
from etl.transform.providers.issues import CARRIERS
from etl.transform.providers.registry import Registry
from etl.transform.task import Extract


@dataclass
class Sums:
    """``skipped`` are conversations that were not even parsed, as their bytes are known.

    ``drops`` are nodes by provider, account and reason; ``fields`` records, and ``texts`` messages with a text left in
    one, by provider, account, place and name; ``unknown`` are messages of no known kind, ``owners`` whose chats they
    are, by provider and account.
    """

    conversations: int = 0
    nodes: int = 0
    messages: int = 0
    unchanged_nodes: int = 0
    skipped: int = 0
    unknown: int = 0
    issues: Counter[str] = field(default_factory=Counter)
    drops: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    fields: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    texts: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    owners: set[tuple[str, str]] = field(default_factory=set)

    def sum_up(self, result: Extract) -> None:
        """Add what came of a task."""
        self.conversations += result.conversations
        self.nodes += result.nodes
        self.messages += result.messages
        self.unchanged_nodes += result.unchanged_nodes
        self.unknown += result.unknown
        self.issues += result.issues
        self.drops += result.drops
        self.fields += result.fields
        self.texts += result.texts
        self.owners |= result.owners

    def skip(self, seen: Seen) -> None:
        """Add a conversation whose bytes are known."""
        self.skipped += 1
        self.conversations += 1
        self.nodes += seen.nodes
        self.unchanged_nodes += seen.nodes

    def rows(self, providers: Registry, described: Container[str]) -> Iterator[tuple[str, str, object]]:
        """The row of each drop, field and owner, with its provider and account: of owners, those not yet described."""
        for provider, account in sorted(self.owners):
            if account not in described:
                yield provider, account, Account(account)
        for (provider, account, reason), nodes in self.drops.items():
            yield provider, account, LoadDrop(reason, nodes)
        for (provider, account, place, name), records in self.fields.items():
            is_known = providers.is_known(provider, place, name)
            texts = None if is_known or place not in CARRIERS else self.texts[provider, account, place, name]
            yield provider, account, LoadField(place, name, records, is_known, texts)
