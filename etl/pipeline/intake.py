"""What one load takes in: exports -> tasks for extract, their results in order, and the sums of what came of them."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from datetime import datetime
from itertools import chain, groupby, repeat
from operator import attrgetter
from zoneinfo import ZoneInfo

import pyarrow as pa

from etl.errors import ExportError
from etl.extract.archive import Member
from etl.extract.parse import with_seams
from etl.extract.split.block import Block
from etl.pipeline.blocks import UNKNOWN, are_a_task, pieces
from etl.pipeline.export_dates import dates
from etl.pipeline.files_read import NOTHING_READ, FilesRead, Reading, by_name
from etl.pipeline.sources import Source, size_of
from etl.pipeline.sums import Sums
from etl.pipeline.workers import Runner
from etl.rows.companions import Account
from etl.rows.loads import Issue, LoadFile
from etl.rows.types import Micros, Seen, Sighting
from etl.transform.batches import TABLES, Keys, batch
from etl.transform.providers.registry import UNREADABLE
from etl.transform.task import Batches, Extract, Place, Setup, Task, extract

Report = Callable[[int, int, int], None]
"""Told while reading: bytes done, bytes in all, conversations so far."""


class Intake(Sums):
    """The tasks of a load in their order, and what came of them added up.

    ``loaded`` are the digests of exports that were loaded before, ``started`` is when this load began.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        setup: Setup,
        report: Report,
        started: datetime,
        loaded: Container[str] = (),
        before: FilesRead = NOTHING_READ,
    ) -> None:
        super().__init__()
        self.sources = sources
        self.packages = setup.providers.packages
        self.bytes = size_of([source.export for source in sources])
        self._met: list[tuple[int, Sighting]] = []
        self._newest: list[Micros | None] = [None] * len(sources)
        self._begun: list[tuple[int, int]] = []
        self._started, self._loaded = started, loaded
        self._made: list[datetime] = []
        self.issues.update(row.reason for one in sources for _, row in one.rows if isinstance(row, Issue))
        self._setup, self._report, self._before = setup, report, before
        self._reading = Reading()
        self._seen = {
            (index, name): seen
            for index, source in enumerate(sources)
            for name, member in by_name(source.export.conversations)
            if (seen := self._seen_before(source, member))
        }
        self._done = self._number = 0

    @property
    def unread(self) -> int:
        """Bytes of members that have to be read."""
        members = (
            member.bytes
            for index, source in enumerate(self.sources)
            for member in source.export.conversations
            if (index, member.name) not in self._seen
        )
        return sum(members)

    @property
    def numbered(self) -> int:
        """The number of the last task."""
        return self._number

    @property
    def news(self) -> int:
        """Bytes of the exports that were never loaded, of whom nothing is known yet: all of that has to be counted."""
        new = [one for one in self.sources if one.export.digest not in self._loaded]
        return size_of([one.export for one in new if not self._setup.known(one.whose, is_loaded=False)])

    def tasks(self) -> Iterator[Task]:
        """One task a block of every export's conversations, or some of its logs; what was found odd is noted.

        A log, or a member, that is still the one that was read by an earlier load is not read again.
        """
        for index, source in enumerate(self.sources):
            logs: list[Member] = []
            for found in chain.from_iterable(map(self._pieces, repeat(index), source.export.conversations)):
                if isinstance(found, Member):
                    logs.append(found)
                    if are_a_task(logs):
                        yield self.task(tuple(logs), index)
                        logs = []
                elif isinstance(found, Block):
                    yield self.task(found, index)
                else:
                    self._note(found, source)
            if logs:
                yield self.task(tuple(logs), index)

    def task(self, work: Block | tuple[Member, ...], source: int) -> Task:
        """A block, or some logs, as the next task of this load."""
        self._number += 1
        if not self._begun or self._begun[-1][1] != source:
            self._begun.append((self._setup.first_revision + (self._number << 16), source))
        of = self.sources[source]
        member = work.member if isinstance(work, Block) else work[0].name
        return Task(work, Place(source, member), of.whose, self._number, of.export.digest in self._loaded)

    def _seen_before(self, source: Source, member: Member) -> list[Seen]:
        """The conversations of a member that is still what an earlier load read, if the rows of all are still right."""
        digests = self._before.digests(source.account_id, source.export, member)
        known = self._setup.known(source.whose, is_loaded=True) if digests else {}
        return [known[digest] for digest in digests] if all(digest in known for digest in digests) else []

    def _pieces(self, source: int, member: Member) -> Iterator[Block | Member | Issue]:
        seen = self._seen.get((source, member.name))
        if seen is None:
            found = pieces(member, self._setup.providers)
            yield from self._reading.watched(Place(source, member.name), member, found)
            return
        for one in seen:
            self._skip(source, one)
        self._advance(member.bytes)

    def _note(self, issue: Issue, source: Source) -> None:
        self.issues[issue.reason] += 1
        source.rows.append((None, issue))
        for _, row in source.rows:
            if issue.reason == UNKNOWN and isinstance(row, LoadFile) and row.member == issue.member:
                row.treatment = "listed"

    def add(self, result: Extract) -> None:
        """Add up what came of a task, and report how far we are."""
        self.sum_up(result)
        source = result.place.source
        self._met += [(source, sighting) for sighting in result.unchanged]
        self._note_newest(source, result.newest)
        for digest in result.digests:
            self._skip(source, self._setup.known(result.whose, is_loaded=True)[digest])
        self._reading.add(result.place, result.digests, result.read)
        of = self.sources[source]
        of.rows += [(None, row) for row in self._before.rows(of.export, result.stamped)]
        self._advance(result.size)

    def exported_at(self) -> list[datetime]:
        """When each source was made, as far as that can be told; only when all is read."""
        self._made = self._made or dates(self.sources, self._newest, self._started)
        return self._made

    def unchanged(self) -> list[Sighting]:
        """The conversations (with repeats if several exports have one) that were known, with their exports' dates."""
        made = self.exported_at()
        return [sighting._replace(exported_at=made[source]) for source, sighting in self._met]

    def begun(self) -> list[tuple[int, datetime]]:
        """From which revision on conversations come from an export of which date, in the order of revisions."""
        made = self.exported_at()
        return [(revision, made[source]) for revision, source in self._begun]

    def refuse_nothing(self) -> None:
        """Raise ExportError where not one conversation could be read, unless an export really is empty."""
        if not self.conversations and self.issues:
            names = ", ".join(one.export.path.name for one in self.sources if not one.export.is_rest)
            reasons = ", ".join(self.issues)
            step = (
                "load the provider's own export instead" if UNREADABLE in self.issues else "download the export again"
            )
            raise ExportError(f"{names} holds no conversation that can be read ({reasons}); {step}.")

    def batches(self) -> Iterator[tuple[str, pa.RecordBatch]]:
        """Table by table, the rows that no task made: companions, issues, members, drops, fields."""
        groups: dict[tuple[str | None, str, datetime | None, type], list[object]] = defaultdict(list)
        for provider, account, made_at, row in self._rows():
            groups[provider, account, made_at, type(row)].append(row)
        for (provider, account, made_at, kind), rows in groups.items():
            keys = Keys(provider, account, self._setup.load_id, exported_at=made_at)
            with self._setup.providers.answerable(provider):
                made = batch(rows, keys, ZoneInfo(self._setup.zone), self._setup.keep_text)
            yield TABLES[kind], made

    def _advance(self, size: int) -> None:
        self._done += size
        self._report(min(self._done, self.bytes), self.bytes, self.conversations)

    def _skip(self, source: int, seen: Seen) -> None:
        self.skip(seen)
        self._met.append((source, Sighting(seen.key, is_shown=seen.is_shown)))
        self._note_newest(source, seen.updated_at)

    def _note_newest(self, source: int, at: Micros | None) -> None:
        if at is not None:
            self._newest[source] = max(at, self._newest[source] or at)

    def _rows(self) -> Iterator[tuple[str | None, str, datetime | None, object]]:
        for index, (source, made_at) in enumerate(zip(self.sources, self.exported_at(), strict=True)):
            read = self._before.rows(source.export, self._reading.stamped(index))
            for provider, row in chain(source.rows, zip(repeat(None), read)):
                yield provider, source.account_id, made_at, row
        described = {row.account_id for source in self.sources for _, row in source.rows if isinstance(row, Account)}
        for provider, account, told in self.rows(self._setup.providers, described):
            # Undated, an account never takes the place of what an export tells of it.
            yield provider, account, None, told


def gather(intake: Intake, runner: Runner) -> Iterator[Batches]:
    """The batches of every task of a load.

    Where a block was cut in the wrong place, its end and the beginning of the next are read once more, together.
    """
    for place, results in groupby(runner.run(intake.tasks()), attrgetter("place")):
        for result in _of_member(place, results, intake, runner):
            intake.add(result)
            batches, result.batches = result.batches, {}
            yield batches


def _of_member(place: Place, results: Iterator[Extract], intake: Intake, runner: Runner) -> Iterator[Extract]:
    def again(block: Block) -> Extract:
        return extract(intake.task(block, place.source), runner.setup)

    return with_seams(results, attrgetter("reading"), again)
