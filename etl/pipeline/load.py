"""The pipeline, on one screen. The file to read first.

exports  = archive.exports(paths)                 zip | folder | .json -> named byte streams
tasks    = intake.tasks(source)                   blocks of whole conversations
extracts = runner.run(tasks)                      read -> flatten -> count -> Arrow, in worker processes
outcome  = next_database: begin, insert, finish   one streaming insert a table, then published in one step
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import pyarrow as pa

from etl.errors import ExportError, SettingError
from etl.extract import archive
from etl.pipeline.gather import gather
from etl.pipeline.intake import Intake, Report
from etl.pipeline.sources import NOBODY, owners, sources
from etl.pipeline.spool import Spool
from etl.pipeline.workers import workers
from etl.state import assumptions
from etl.state.choices import settings
from etl.transform.task import Batches, Setup, rules
from etl.warehouse.build.next_database import Next, next_database
from etl.warehouse.build.plan import Outcome, Plan, Tally
from etl.warehouse.timezones import check_zone, machine_zone

SMALL = 16 * 1024 * 1024
"""Bytes of JSON below which one process is faster than starting several."""

MOST = 61
"""Processes that a pool can have on every system."""

LEAN, USUAL = "96MB", "256MB"
"""What DuckDB may take in a process that also reads and counts, and in one that only writes."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user may choose for a load."""

    database: Path
    account: str | None = None
    zone: str | None = None
    jobs: int | None = None
    keep_text: bool = True


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came in, and what the database made of it."""

    intake: Intake
    outcome: Outcome
    seconds: float


def load(paths: Sequence[Path], options: Options, report: Report) -> Loaded:
    """Load exports into the database: all of them or, if anything fails, nothing.

    Raises ExportError if ``paths`` hold nothing that can be read, DatabaseError if the file cannot be renewed.
    """
    started = _now()
    exports = archive.exports(paths)
    zone, jobs = settle_zone(options), how_many(options, exports)
    assumed = assumptions.assumed(options.database)
    plan = Plan(zone, rules(assumed), options.keep_text, LEAN if jobs == 1 else USUAL)
    with next_database(options.database, plan) as following:
        if following.holds_text and not options.keep_text:
            name = options.database.name
            raise SettingError(f"{name} holds the text of messages; load without --no-text, or into another --db.")
        found = sources(exports, options.account, following.usual_accounts)
        for provider, owner in () if options.account else owners(found).items():
            if following.usual_accounts.get(provider) == NOBODY:
                following.adopt(provider, owner)
        setup = Setup(
            following.load_id,
            following.load_id << 44,
            zone,
            options.keep_text,
            _slices(following),
            following.known_versions,
            assumed,
        )
        intake = Intake(found, setup, report)
        with Spool(following.folder) as spool:
            with workers(jobs, setup) as runner:
                results = _while_it_begins(following, gather(intake, runner))
                following.insert("messages", _stream(results, spool))
            refuse_nothing(intake)
            for table, rows in intake.batches():
                spool.add(table, rows)
            for table, reader in spool.readers():
                following.insert(table, reader)
        outcome = following.finish(_tally(intake, following, started))
    return Loaded(intake, outcome, (_now() - started).total_seconds())


def settle_zone(options: Options) -> str:
    """The zone days are cut in: the user's choice now, else their earlier one, else the machine's."""
    if options.zone:
        return check_zone(options.zone)
    return settings(options.database).get("timezone") or machine_zone()


def how_many(options: Options, exports: Sequence[archive.Export]) -> int:
    """Processes for a load: as asked, else one a core; small exports need but this one."""
    if sum(member.bytes for export in exports for member in export.conversations) < SMALL:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(options.jobs or cores, MOST)


def refuse_nothing(intake: Intake) -> None:
    """Raise ExportError where not one conversation could be read, unless an export really is empty."""
    if not intake.conversations and not intake.digests and intake.issues:
        raise ExportError(intake.nothing())


def _while_it_begins(following: Next, results: Iterator[Batches]) -> Iterator[Batches]:
    """The same results, the first of them made while the next database is: its many small steps leave a core idle."""
    with ThreadPoolExecutor(1) as beside:
        begun = beside.submit(following.begin)
        first = next(results, {})
        begun.result()
    return chain([first], results)


def _stream(results: Iterator[Batches], spool: Spool) -> Iterator[pa.RecordBatch]:
    """Messages go on at once; everything else waits in the spool until they are stored."""
    for tables in results:
        for table, batches in tables.items():
            if table == "messages":
                yield from batches
            else:
                for rows in batches:
                    spool.add(table, rows)


def _slices(following: Next) -> dict[str, frozenset[bytes]]:
    by_account: dict[str, set[bytes]] = {}
    for digest, (_, account, _, _) in following.known_slices.items():
        by_account.setdefault(account, set()).add(digest)
    return {account: frozenset(digests) for account, digests in by_account.items()}


def _tally(intake: Intake, following: Next, started: datetime) -> Tally:
    skipped = [following.known_slices[digest] for digest in intake.digests]
    nodes = sum(seen[3] for seen in skipped)
    return Tally(
        started_at=started,
        exports=", ".join(dict.fromkeys(source.export.path.name for source in intake.sources)),
        bytes=intake.bytes,
        conversations=intake.conversations + len(skipped),
        nodes=intake.nodes + nodes,
        dropped=sum(intake.drops.values()),
        unchanged_nodes=intake.unchanged_nodes + nodes,
        issues=intake.issues.total(),
        unchanged=intake.unchanged + [seen[:3] for seen in skipped],
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
