"""The pipeline, on one screen. The file to read first.

exports = archive.exports(paths)                 zip | folder | .json -> named byte streams
intake  = Intake(sources(exports))               whose they are -> tasks: blocks of whole conversations
results = gather(intake, runner)                 read -> flatten -> count -> Arrow, in worker processes
outcome = next_database: begin, insert, finish   one streaming insert a table, then published in one step
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyarrow as pa

from etl.errors import SettingError
from etl.extract import archive
from etl.pipeline.accounts import Assign, assigned
from etl.pipeline.files_read import FilesRead
from etl.pipeline.intake import Intake, Report, gather
from etl.pipeline.options import Options, how_many, memory, settle_providers, settle_zone
from etl.pipeline.recognition import looker
from etl.pipeline.sources import NOBODY, Source, owners, size_of, sources
from etl.pipeline.spool import Spool
from etl.pipeline.tally import tally
from etl.pipeline.workers import workers
from etl.rows.types import Assumption
from etl.search.index.file import place
from etl.search.index.renew import Renewal
from etl.state import assumptions, export_places, provider_packages
from etl.transform.providers.registry import Registry
from etl.transform.rules import rules
from etl.transform.task import Batches, Setup
from etl.warehouse.build.incremental import Known
from etl.warehouse.build.next_database import Next, next_database
from etl.warehouse.build.plan import Outcome, Plan, now


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came in, and what the database made of it."""

    intake: Intake
    outcome: Outcome
    seconds: float
    failure: str | None = None
    """Why there is no index of words beside the database, in a sentence."""


def load(paths: Sequence[Path], options: Options, report: Report) -> Loaded:
    """Load exports into the database: all of them or, if anything fails, nothing.

    Raises ExportError if ``paths`` hold nothing that can be read, DatabaseError if the file cannot be renewed.
    """
    started = now()
    providers, assumed = settle_providers(options), assumptions.assumed(options.database)
    exports = archive.exports(paths, looker(providers))
    zone, jobs = settle_zone(options), how_many(options, size_of(exports))
    plan = Plan(zone, rules(assumed, providers), options.keep_text, memory(options, jobs), providers.vendors())
    index = Renewal(place(options.database)) if options.searchable and options.keep_text else None
    with next_database(options.database, plan, index) as following:
        _refuse_to_lose_text(options, following)
        found = _with_owners(exports, assigned(paths, options), following, providers)
        known = following.known({account for source in found for account in (source.account_id, *source.people)})
        setup = _setup(following, known, assumed, providers)
        intake = Intake(found, setup, report, started, known.exports, FilesRead(known.files))
        with Spool(following.folder) as spool:
            jobs = how_many(options, intake.unread)
            with workers(jobs, setup, intake.news, following.folder) as runner:
                results = _while_it_begins(following, gather(intake, runner))
                following.insert("messages", _stream(results, spool))
            intake.refuse_nothing()
            for table, rows in intake.batches():
                spool.add(table, rows)
            for table, reader in spool.readers():
                following.insert(table, reader)
        outcome = following.finish(tally(intake, started))
    provider_packages.remember(options.database, providers)
    export_places.remember(options.database, {one.digest: one.path for one in exports if one.has_pictures})
    return Loaded(intake, outcome, (now() - started).total_seconds(), index.failure if index else None)


def _refuse_to_lose_text(options: Options, following: Next) -> None:
    if following.holds_text and not options.keep_text:
        name = options.database.name
        raise SettingError(f"{name} holds the text of messages; load without --no-text, or into another --db.")


def _with_owners(
    exports: Sequence[archive.Export], assign: Assign, following: Next, providers: Registry
) -> list[Source]:
    """Settle whose each export is; what is stored as nobody's becomes that of the account a provider's exports name.

    What may hold conversations of anybody is compared with those of all that are stored of its provider.
    """
    found = sources(exports, assign, following.accounts, providers)
    for provider, owner in owners(found).items():
        if following.accounts.get(provider) == NOBODY:
            following.adopt(provider, owner)
    for source in found:
        source.people |= set(source.by_provider.values())
        if source.is_open and not source.is_fixed:
            source.people |= {account for provider, account in following.people if provider == source.provider}
    return found


def _setup(following: Next, known: Known, assumed: Mapping[str, Sequence[Assumption]], providers: Registry) -> Setup:
    return Setup(
        following.load_id,
        following.load_id << 44,
        following.plan.zone,
        following.plan.keep_text,
        known.slices,
        known.older,
        known.contents,
        assumed,
        providers,
    )


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
