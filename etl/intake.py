"""What one load takes in: exports -> tasks for extract, and the sums of what came of them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import pyarrow as pa

from etl.archive import Export, Member
from etl.batches import TABLES, Keys, batch
from etl.cut import Block, blocks
from etl.extract import Extract, Place, Setup, Task
from etl.model import Account, Issue, LoadDrop, LoadField, LoadFile
from etl.providers import PROVIDERS, is_known

Report = Callable[[int, int, int], None]
"""Told while reading: bytes done, bytes in all, conversations so far."""

NOBODY = "default"
"""The account of an export that does not say whose it is."""


@dataclass(slots=True)
class Source:
    """One export, whose it is, and the rows it tells beside its conversations, by (provider, kind of row)."""

    export: Export
    account_id: str
    rows: list[tuple[str | None, object]] = field(default_factory=list)


def sources(exports: Sequence[Export], account: str | None, usual: str | None) -> list[Source]:
    """Read what stands beside the conversations, and settle whose each export is.

    That is ``account`` if the user says so, else the account the export names, else the only one that the others
    name, else the ``usual`` one.
    """
    found = [_source(export) for export in exports]
    owners = {source.account_id for source in found} - {NOBODY}
    other = owners.pop() if len(owners) == 1 else usual or NOBODY
    for source in found:
        source.account_id = account or (other if source.account_id == NOBODY else source.account_id)
        for _, row in source.rows:
            if isinstance(row, Account):
                row.account_id = source.account_id
    return found


class Intake:
    """The tasks of a load in their order, and what came of them added up."""

    def __init__(self, sources: Sequence[Source], setup: Setup, report: Report) -> None:
        self.sources = sources
        self.bytes = sum(member.bytes for source in sources for member in source.export.conversations)
        self.conversations = self.nodes = self.messages = self.unchanged_nodes = 0
        self.issues: Counter[str] = Counter()
        self.drops: Counter[tuple[str, str, str]] = Counter()
        self.fields: Counter[tuple[str, str, str, str]] = Counter()
        self.digests: list[bytes] = []
        self.unchanged: list[tuple[str, str, str]] = []
        self.issues.update(row.reason for one in sources for _, row in one.rows if isinstance(row, Issue))
        self._setup, self._report = setup, report
        self._done = self._number = 0

    def tasks(self) -> Iterator[Task]:
        """One task a block of every export's conversations; what the cutter found odd is noted."""
        for index, source in enumerate(self.sources):
            for member in source.export.conversations:
                with member.open() as stream:
                    for found in blocks(stream, member.name):
                        if isinstance(found, Block):
                            yield self.task(found, index)
                        else:
                            self.issues[found.reason] += 1
                            source.rows.append((None, found))

    def task(self, block: Block, source: int) -> Task:
        """A block as the next task of this load."""
        self._number += 1
        return Task(block, Place(source, block.member), self.sources[source].account_id, self._number)

    def add(self, result: Extract) -> None:
        """Add up what came of a task, and report how far we are."""
        account = result.account_id
        self.conversations += result.conversations
        self.nodes += result.nodes
        self.messages += result.messages
        self.issues += result.issues
        self.unchanged_nodes += result.unchanged_nodes
        self.digests += result.digests
        self.unchanged += result.unchanged
        for (provider, reason), nodes in result.drops.items():
            self.drops[provider, account, reason] += nodes
        for (provider, place, name), records in result.fields.items():
            self.fields[provider, account, place, name] += records
        self._done += result.size
        self._report(min(self._done, self.bytes), self.bytes, self.conversations + len(self.digests))

    def nothing(self) -> str:
        """Why not one conversation could be read, for the user."""
        names = ", ".join(source.export.path.name for source in self.sources)
        reasons = ", ".join(self.issues)
        return f"{names} holds no conversation that can be read ({reasons}); download the export again."

    def batches(self) -> Iterator[tuple[str, pa.RecordBatch]]:
        """Table by table, the rows that no task made: companions, issues, members, drops, fields."""
        groups: dict[tuple[str | None, str, type], list[object]] = defaultdict(list)
        for provider, account, row in self._rows():
            groups[provider, account, type(row)].append(row)
        for (provider, account, kind), rows in groups.items():
            keys = Keys(provider, account, self._setup.load_id)
            yield TABLES[kind], batch(rows, keys, ZoneInfo(self._setup.zone), self._setup.keep_text)

    def _rows(self) -> Iterator[tuple[str | None, str, object]]:
        for source in self.sources:
            for provider, row in source.rows:
                yield provider, source.account_id, row
        for (provider, account, reason), nodes in self.drops.items():
            yield provider, account, LoadDrop(reason, nodes)
        for (provider, account, place, name), records in self.fields.items():
            yield provider, account, LoadField(place, name, records, is_known(provider, place, name))


def _source(export: Export) -> Source:
    source = Source(export, NOBODY, [(None, issue) for issue in export.issues])
    loaded = {}
    for provider in PROVIDERS:
        for member, rows in provider.companions(export.companions):
            loaded[member.name] = provider.NAME
            source.rows += [(provider.NAME, row) for row in rows]
    owner = next((row for _, row in source.rows if isinstance(row, Account)), None)
    source.account_id = owner.account_id if owner else NOBODY
    source.rows += [(loaded.get(member.name), _file(export, member, loaded)) for member in export.members]
    return source


def _file(export: Export, member: Member, loaded: Mapping[str, str]) -> LoadFile:
    treatment = "loaded" if member.name in loaded else "listed"
    return LoadFile(
        export.path.name,
        member.name,
        member.bytes,
        "conversations" if member.is_conversations else treatment,
    )
